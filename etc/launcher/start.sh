# shellcheck shell=sh
# Finds a JDK and starts Java: what the weft of a checkout and the one of a package share. They read this file.

die() {
  printf 'weft: %s\n' "$*" >&2
  exit 1
}

# The user's cache, by the XDG Base Directory Specification; empty where there is no home.
case ${XDG_CACHE_HOME:-} in
  /*) cache=$XDG_CACHE_HOME/weft ;;
  *) cache=${HOME:+$HOME/.cache/weft} ;;
esac

# Is $1 the home of a JDK 25 or newer, with the Vector API? Its release file says so, without starting it.
is_jdk() {
  [ -x "$1/bin/javac" ] && [ -f "$1/release" ] || return 1
  version=0
  while IFS='=' read -r key value; do
    case $key=$value in
      JAVA_VERSION=*) value=${value#\"} version=${value%%[!0-9]*} ;;
      MODULES=*jdk.incubator.vector*) ;;
      MODULES=*) return 1 ;;
    esac
  done <"$1/release"
  [ "${version:-0}" -ge 25 ]
}

# Sets jdk; fails where there is none.
find_jdk() {
  on_path=$(command -v java) && on_path=$(readlink -f "$on_path") && on_path=${on_path%/bin/java}
  home=${HOME:-/nowhere}
  for jdk in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* "$home"/.sdkman/candidates/java/* "$home"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$home"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/*jdk* /opt/*java* /opt/java/* /usr/java/* /usr/local/*jdk* \
    "${cache:-/nowhere}"/jdk/* "${cache:-/nowhere}"/jdk/*/Contents/Home; do
    if is_jdk "$jdk"; then return; fi
  done
  return 1
}

# Starts Java with the user's arguments: $1 says what to do with the class archive, which halves the time to start;
# $2 is the folder that holds it and lib.
start() {
  archive=$1 folder=$2
  shift 2
  # The JVM would announce these two on standard error.
  options="${JAVA_TOOL_OPTIONS:-} ${JDK_JAVA_OPTIONS:-}"
  unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS
  terminal=false terminal_out=false
  if [ -t 1 ]; then
    terminal_out=true
    size=$(stty size <&1 2>/dev/null) && export COLUMNS="${size#* }"
  fi
  if [ -t 2 ]; then
    terminal=true
    size=$(stty size <&2 2>/dev/null) && export COLUMNS="${size#* }"
  fi
  # Training allocates nothing, so a small young generation and the plain collector do. Large arrays are to stay.
  # A server keeps what it once touched, so its young generation is smaller still.
  young=64m
  if [ "${1:-}" = serve ]; then young=16m; fi
  set -- -jar "$folder/lib/weft.jar" "$@"
  # Where Weft's own archive is missing, Java's is used; naming a file that is missing would do without both.
  if [ "$archive" = ArchiveClassesAtExit ] || [ -f "$folder/weft.jsa" ]; then
    set -- "-XX:$archive=$folder/weft.jsa" "$@"
  fi
  # shellcheck disable=SC2086 # options are several words
  exec "$jdk/bin/java" -Xlog:disable -XX:-PrintWarnings -XX:+UseSerialGC "-Xmn$young" -XX:MaxRAMPercentage=70 \
    -XX:PretenureSizeThreshold=1m --sun-misc-unsafe-memory-access=allow -Dweft.terminal="$terminal" \
    -Dweft.terminal.out="$terminal_out" $options "$@"
}

# Java could not name a file in letters that the locale lacks; under LC_ALL=POSIX that is all but ASCII.
say_utf8() {
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
    *.UTF-8 | *.utf8) return ;;
  esac
  case $(locale charmap 2>/dev/null) in
    ANSI_X3.4-1968 | US-ASCII | 646)
      utf8=$(locale -a 2>/dev/null | grep -iE -m 1 '^(C|en_US)\.utf-?8$') && export LC_ALL="$utf8"
      ;;
  esac
}
