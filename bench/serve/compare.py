"""Weft's server beside FastAPI, uvicorn and ONNX Runtime, under the same load of image files. See compare.sh."""

import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from PIL import Image

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WEFT = shlex.split(os.environ.get("WEFT", str(ROOT / "weft")))
CLIENTS = [int(c) for c in os.environ.get("CLIENTS", "1 8 64").split()]
SECONDS = int(os.environ.get("SECONDS_EACH", "5"))
ROUNDS = int(os.environ.get("ROUNDS", "2"))
CORES = os.cpu_count()


class Server:
    def __init__(self, name, command, url, image, environment):
        self.name, self.url = name, url
        begun = time.monotonic()
        self.process = subprocess.Popen(
            command,
            env=os.environ | environment,
            cwd=HERE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            self.await_answer(begun, image)
        except BaseException:
            self.stop()
            raise
        self.start = time.monotonic() - begun

    def await_answer(self, begun, image):
        while True:
            try:
                urllib.request.urlopen(urllib.request.Request(self.url, image), timeout=10).read()
                return
            except (urllib.error.URLError, ConnectionError):
                if time.monotonic() - begun > 120 or self.process.poll() is not None:
                    raise SystemExit(f"{self.name} does not answer at {self.url}")
                time.sleep(0.01)

    def megabytes(self):
        """Of all its processes."""
        processes = subprocess.run(["ps", "-o", "rss=", "-s", str(self.process.pid)], capture_output=True, text=True)
        return sum(int(line) for line in processes.stdout.split()) / 1024

    def stop(self):
        try:
            os.killpg(self.process.pid, signal.SIGTERM)
        except ProcessLookupError:
            pass  # it has ended
        self.process.wait()


def load(url, script, clients):
    """Answers per second, and the milliseconds within which 99 of 100 come."""
    command = ["wrk", "-t1", f"-c{clients}", f"-d{SECONDS}s", "--timeout", "30s", "--latency", "-s", str(script), url]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in out:
        raise SystemExit(f"{url} refused some requests:\n{out}")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1))
    amount, unit = re.search(r"99%\s+([\d.]+)(us|ms|s|m)\b", out).groups()
    return rate, float(amount) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60000}[unit]


def compare(name, keras, image, folder):
    onnx = folder / f"{name}.onnx"
    subprocess.run([sys.executable, HERE / "to_onnx.py", keras, onnx], check=True)
    script = folder / f"{name}.lua"
    script.write_text(
        f'wrk.method = "POST"\nlocal file = io.open("{image}", "rb")\nwrk.body = file:read("*a")\n'
        'wrk.headers["Content-Type"] = "application/octet-stream"\n'
    )
    body = image.read_bytes()

    def weft():
        command = WEFT + ["serve", "--port", "8701", "--store", str(folder / "weft.db"), "--models", f"{name}={keras}"]
        return Server("Weft", command, f"http://127.0.0.1:8701/predict/{name}?top=10", body, {})

    def python(workers):
        port = 8701 + workers
        command = [sys.executable, "-m", "uvicorn", "python_server:app", "--port", str(port), "--log-level", "error"]
        command += ["--workers", str(workers)] if workers > 1 else []
        title = f"Python, {workers} worker" + ("s" if workers > 1 else "")
        return Server(title, command, f"http://127.0.0.1:{port}/predict", body, {"MODEL": str(onnx)})

    servers = []
    print(f"\n{name}, an image file of {len(body)} bytes, {CORES} cores, median of {ROUNDS} rounds of {SECONDS} s")
    print(f"{'':22}{'first answer':>14}" + "".join(f"{f'{c} clients':>22}" for c in CLIENTS) + f"{'memory':>10}")
    try:
        for begin in [weft, lambda: python(1)] + ([lambda: python(CORES)] if CORES > 1 else []):
            servers.append(begin())
        measured = {server: {c: [] for c in CLIENTS} for server in servers}
        for server in servers:
            load(server.url, script, 8)  # so that all are warm
        for _ in range(ROUNDS):
            for clients in CLIENTS:
                for server in servers:
                    measured[server][clients].append(load(server.url, script, clients))
        for server in servers:
            cells = ""
            for clients in CLIENTS:
                rates, tails = zip(*measured[server][clients])
                cells += f"{f'{middle(rates):.0f}/s, p99 {middle(tails):.1f} ms':>22}"
            print(f"{server.name:22}{f'{server.start:.2f} s':>14}{cells}{f'{server.megabytes():.0f} MB':>10}", flush=True)
    finally:
        for server in servers:
            server.stop()


def middle(numbers):
    ordered = sorted(numbers)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def main():
    with tempfile.TemporaryDirectory() as path:
        folder = Path(path)
        digit, photo = folder / "digit.png", folder / "photo.jpg"
        grey = Image.new("L", (28, 28))
        grey.paste(220, (12, 4, 16, 24))
        grey.save(digit)
        gradient = Image.linear_gradient("L").resize((224, 224))
        Image.merge("RGB", [gradient, gradient.rotate(90), gradient.rotate(180)]).save(photo, quality=90)
        if len(sys.argv) > 1:
            compare("b-cnn", Path(sys.argv[1]).resolve(), digit, folder)
        mobile = folder / "mobilenet_v2.keras"
        classes = os.environ.get("WEFT_CLASSES", str(ROOT / "cli" / "target" / "weft" / "lib" / "*"))
        java = os.environ.get("JAVA", "java")
        command = [java, "-cp", classes, "--add-modules", "jdk.incubator.vector", HERE / "NewNetwork.java", mobile]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        compare("mobilenet_v2", mobile, photo, folder)


main()
