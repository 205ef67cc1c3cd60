# Sourced by ./mvnw and ./demo: points JAVA_HOME at a JDK 21 or newer.
# Maven toolchains choose the JDK of the compiler and of the tests, but the NAR plugin loads our classes into
# Maven's own JVM to document them, and NiFi itself needs a runtime: both need one JDK that is new enough.

jdk_major() {
  [ -x "$1/bin/javac" ] && [ -x "$1/bin/java" ] || { echo 0; return; }
  jdk_version=$("$1/bin/java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = \([0-9]*\).*/\1/p' | head -n 1)
  echo "${jdk_version:-0}"
}

jdk_candidates() {
  [ -n "${JAVA_HOME:-}" ] && echo "$JAVA_HOME"
  if command -v javac >/dev/null 2>&1; then
    jdk_javac=$(command -v javac)
    jdk_javac=$(readlink -f "$jdk_javac" 2>/dev/null || echo "$jdk_javac")
    dirname "$(dirname "$jdk_javac")"
  fi
  env | sed -n 's/^JAVA_\{0,1\}[0-9]*_HOME=//p; s/^JDK_\{0,1\}[0-9]*_HOME=//p'
  for jdk_dir in "${JDK_SEARCH_PATH-/usr/lib/jvm}"/* /usr/java/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
      "$HOME"/.m2/jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -d "$jdk_dir" ] && echo "$jdk_dir"
  done
}

jdk_require() {
  jdk_found=""
  jdk_oldifs=$IFS
  IFS='
'
  for jdk_home in $(jdk_candidates); do
    if [ "$(jdk_major "$jdk_home")" -ge 21 ]; then
      jdk_found=$jdk_home
      break
    fi
  done
  IFS=$jdk_oldifs
  if [ -z "$jdk_found" ]; then
    echo "nifi-segmentation needs a JDK 21 or newer and found none: install one (for example Temurin 21) or set JAVA_HOME to it." >&2
    exit 1
  fi
  JAVA_HOME=$jdk_found
  export JAVA_HOME
}

jdk_require
