# shellcheck shell=sh
# Fetches a JDK and Maven into the user's cache, if the user agrees. Two variables name other servers:
# WEFT_JDK_URL one with the API of Adoptium, WEFT_MAVEN_URL one with the folders of Apache's archive.

maven_version=3.9.11

# Sets mvn; fails where there is none.
find_maven() {
  for mvn in "$(command -v mvn)" "${cache:-/nowhere}"/maven/*/bin/mvn; do
    if [ -n "$mvn" ] && [ -x "$mvn" ]; then return; fi
  done
  return 1
}

# Fetches $1, which is 'a JDK', 'Maven' or 'a JDK and Maven', after a yes: the first word --yes, or one that is typed.
# $2 is why it is needed.
offer() {
  what=$1
  install='"sudo apt install'
  case $what in *JDK*) install="$install openjdk-25-jdk" ;; esac
  case $what in *Maven*) install="$install maven" ;; esac
  if [ "${yes:-}" != yes ]; then
    answer=''
    if [ -t 0 ] && [ -t 2 ]; then
      printf 'weft: %s.\n  Fetch %s into %s? [y/N] ' "$2" "$what" "${cache:-the cache}" >&2
      read -r answer || echo >&2
    fi
    case $answer in
      [yY] | [yY][eE][sS]) ;;
      *) die "$2; with --yes as its first word, weft fetches $what; or install it, for instance with $install\"." ;;
    esac
  fi
  [ -n "$cache" ] || die 'HOME is not set, so there is no folder to fetch into; set it.'
  case $what in *JDK*) fetch_jdk ;; esac
  case $what in *Maven*) fetch_maven ;; esac
}

# What is fetched is whole or not there: it is unpacked in a folder of its own, which then gets its name.
begin() {
  kind=$1
  for left in "$cache/$kind"/.unfinished-*; do
    if [ -d "$left" ] && ! kill -0 "${left##*-}" 2>/dev/null; then rm -rf "$left"; fi
  done
  unfinished=$cache/$kind/.unfinished-$$
  trap 'stop_watching; rm -rf "$unfinished"' EXIT
  trap 'echo "weft: interrupted; nothing of the download is kept." >&2; exit 130' HUP INT TERM
  mkdir -p "$unfinished" 2>/dev/null ||
    die "$cache/$kind cannot be written to; set XDG_CACHE_HOME to a folder that can."
}

# Downloads $1 into the file $2; where its size is known, $3 MB, how far it is.
download() {
  watcher=
  if [ -n "${3:-}" ]; then
    watch "$2" "$3" &
    watcher=$!
  fi
  failed=0
  if command -v curl >/dev/null; then
    curl -fsSL --connect-timeout 20 --speed-limit 1000 --speed-time 60 -o "$2" "$1" 2>"$unfinished/why" || failed=$?
    if [ "$failed" = 23 ]; then no_space; fi
  elif command -v wget >/dev/null; then
    wget -q -T 60 -O "$2" "$1" 2>"$unfinished/why" || failed=$?
    if [ "$failed" = 3 ]; then no_space; fi
  else
    die "fetching $what needs curl or wget, and neither is on the PATH; install one, or $what."
  fi
  stop_watching
  if [ "$failed" != 0 ]; then
    why=$(sed -n '$s/^[a-z]*: \(([0-9]*) \)\{0,1\}//p' "$unfinished/why")
    die "$1 could not be fetched${why:+ (${why%.})}; connect to a network, or set https_proxy, or install $what."
  fi
}

# On a terminal, how far a download is, in one line that changes; elsewhere a line now and then.
watch() {
  seconds=0
  while sleep 1 && kill -0 $$ 2>/dev/null; do
    seconds=$((seconds + 1))
    got=$(($(wc -c <"$1" 2>/dev/null || echo 0) / 1000000))
    if [ -t 2 ]; then
      printf '\rweft: %s of %s MB\033[K' "$got" "$2" >&2
    elif [ $((seconds % 20)) = 0 ]; then
      echo "weft: $got of $2 MB ..." >&2
    fi
  done
}

stop_watching() {
  if [ -n "${watcher:-}" ]; then
    kill "$watcher" 2>/dev/null
    watcher=
    if [ -t 2 ]; then printf '\r\033[K' >&2; fi
  fi
}

no_space() {
  die "the disk of $cache is full; free some, or set XDG_CACHE_HOME to a folder on another."
}

# Ends where the disk has not $1 MB for the cache.
require_space() {
  free=$(df -Pk "$unfinished" 2>/dev/null | awk 'NR == 2 { print int($4 / 1000) }')
  if [ "${free:-$1}" -lt "$1" ]; then
    die "$what needs $1 MB in $cache, and $free MB are free there; free some, or set XDG_CACHE_HOME to a folder on another disk."
  fi
}

# The checksum of the file $2 by SHA-$1.
checksum() {
  if command -v "sha$1sum" >/dev/null; then
    "sha$1sum" "$2"
  elif command -v shasum >/dev/null; then
    shasum -a "$1" "$2"
  elif command -v openssl >/dev/null; then
    openssl dgst -r "-sha$1" "$2"
  else
    die "checking $what needs sha$1sum, shasum or openssl, and none is on the PATH; install one."
  fi
}

# Ends where the file $2 has not the checksum $3 by SHA-$1.
verify() {
  sum=$(checksum "$1" "$2") || exit 1
  sum=${sum%% *}
  [ "$sum" = "$3" ] ||
    die "what was fetched is damaged or not what it must be: its SHA-$1 must be $3; received $sum; try again."
}

unpack() {
  mkdir "$unfinished/new"
  case $1 in
    *.zip) unzip -q "$1" -d "$unfinished/new" 2>"$unfinished/why" ;;
    *) tar -xzf "$1" -C "$unfinished/new" 2>"$unfinished/why" ;;
  esac || {
    if grep -q 'No space' "$unfinished/why"; then no_space; fi
    die "what was fetched cannot be unpacked ($(tail -n 1 "$unfinished/why")); try again, or install $what."
  }
}

# Gives what was unpacked its name: that of the one folder in the archive. Another start may have been faster.
keep() {
  for new in "$unfinished"/new/*; do
    kept=$cache/$kind/${new##*/}
    if [ ! -d "$kept" ] || ! works "$kept"; then
      rm -rf "$kept"
      mv "$new" "$kept" || no_space
    fi
  done
  rm -rf "$unfinished"
  trap - EXIT INT HUP TERM
}

works() {
  case $kind in
    jdk) (is_jdk "$1" || is_jdk "$1/Contents/Home") ;;
    maven) [ -x "$1/bin/mvn" ] ;;
  esac
}

# The machine in the words of Adoptium's API; it has no JDK for others.
platform() {
  case $(uname -s) in
    Linux)
      os=linux
      for musl in /lib/ld-musl-*; do
        if [ -e "$musl" ] && ! getconf GNU_LIBC_VERSION >/dev/null 2>&1; then os=alpine-linux; fi
      done
      ;;
    Darwin) os=mac ;;
    MINGW* | MSYS* | CYGWIN*) os=windows ;;
    *) die "no JDK can be fetched for $(uname -s); install a JDK 25 or newer and set JAVA_HOME." ;;
  esac
  case $(uname -m) in
    x86_64 | amd64) arch=x64 ;;
    aarch64 | arm64) arch=aarch64 ;;
    ppc64le | s390x | riscv64) arch=$(uname -m) ;;
    *) die "no JDK can be fetched for a processor $(uname -m); install a JDK 25 or newer and set JAVA_HOME." ;;
  esac
}

# The text of a field of the answer's package.
field() {
  printf '%s' "$answer" | sed -n "s/.*\"$1\" *: *\"\{0,1\}\([^\",}]*\).*/\1/p"
}

fetch_jdk() {
  begin jdk
  platform
  list=${WEFT_JDK_URL:-https://api.adoptium.net}/v3/assets/latest/25/hotspot
  download "$list?architecture=$arch&image_type=jdk&os=$os&vendor=eclipse" "$unfinished/list"
  answer=$(tr -d '\r\n\t' <"$unfinished/list" | sed -n 's/.*"package" *: *{\([^}]*\)}.*/\1/p')
  link=$(field link) sum=$(field checksum) name=$(field name) size=$(field size)
  if [ -z "$link" ] || [ -z "$name" ] || [ "${#sum}" != 64 ] || [ "$name" != "${name##*/}" ]; then
    die "$list names no JDK for $os on $arch; install a JDK 25 or newer and set JAVA_HOME."
  fi
  size=$((${size:-200000000} / 1000000))
  require_space $((4 * size + 1))
  echo "weft: fetching $name, $size MB ..." >&2
  download "$link" "$unfinished/$name" "$size"
  verify 256 "$unfinished/$name" "$sum"
  unpack "$unfinished/$name"
  for jdk in "$unfinished"/new/* "$unfinished"/new/*/Contents/Home; do
    if is_jdk "$jdk"; then break; fi
  done
  if ! is_jdk "$jdk" || ! "$jdk/bin/java" -version >/dev/null 2>&1; then
    die 'the JDK that was fetched does not run on this machine; install a JDK 25 or newer and set JAVA_HOME.'
  fi
  keep
  find_jdk || die "the JDK that was fetched is not in $cache/jdk any more; try again."
}

fetch_maven() {
  begin maven
  name=apache-maven-$maven_version-bin.tar.gz
  link=${WEFT_MAVEN_URL:-https://archive.apache.org/dist/maven/maven-3}/$maven_version/binaries/$name
  require_space 40
  echo "weft: fetching Maven $maven_version, 9 MB ..." >&2
  download "$link.sha512" "$unfinished/sum"
  sum=$(sed 's/ .*//' "$unfinished/sum")
  download "$link" "$unfinished/$name" 9
  verify 512 "$unfinished/$name" "$sum"
  unpack "$unfinished/$name"
  works "$unfinished/new/apache-maven-$maven_version" || die "$link holds no Maven; install Maven."
  keep
  find_maven || die "the Maven that was fetched is not in $cache/maven any more; try again."
}
