# shellcheck shell=bash
# A repository for Maven, and Maven as a client with a repository and settings of its own.

# Where the artifacts come from: those that building this project needs.
MAVEN_FROM=${MAVEN_FROM:-$HOME/.m2/repository}

pom=$here/../../pom.xml

maven_tools() {
  echo mvn sha1sum
}

plugin_version() {
  grep -A1 "<artifactId>$1</artifactId>" "$pom" | sed -n 's|.*<version>\(.*\)</version>.*|\1|p' | head -n 1
}

property() {
  sed -n "s|.*<$1>\(.*\)</$1>.*|\1|p" "$pom"
}

plugin() {
  echo "<plugin><artifactId>$1</artifactId><version>$(plugin_version "$1")</version></plugin>"
}

dependency() {
  echo "<dependency><groupId>$1</groupId><artifactId>$2</artifactId><version>$3</version></dependency>"
}

# maven_project DEPENDENCY ...: one class, and plugins in the versions of this project.
maven_project() {
  local project
  project=$(mktemp -d "$work/project-XXXXXX")
  mkdir -p "$project/src/main/java"
  echo 'class Empty {}' >"$project/src/main/java/Empty.java"
  cat >"$project/pom.xml" <<EOF
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>check</groupId><artifactId>check</artifactId><version>1</version>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>$(printf '%s' "$@")</dependencies>
  <build><plugins>
    $(plugin maven-resources-plugin)
    $(plugin maven-compiler-plugin)
    $(plugin maven-surefire-plugin)
  </plugins></build>
</project>
EOF
  echo "$project"
}

# maven_settings URL
maven_settings() {
  cat <<EOF
<settings><mirrors><mirror><id>mirror</id><mirrorOf>*</mirrorOf><url>$1</url></mirror></mirrors></settings>
EOF
}

# maven REPOSITORY URL PROJECT [OPTION ...]: builds it with that local repository, from that mirror only.
maven() {
  mkdir -p "$1"
  maven_settings "$2" >"$1.settings.xml"
  mvn -B -gs "$1.settings.xml" -s "$1.settings.xml" -Dmaven.repo.local="$1" -f "$3" "${@:4}" test \
    >>"$work/maven.log" 2>&1
}

# make_artifact NAME: a jar's name with bytes that do not compress, and all that a remote repository has of it.
make_artifact() {
  local dir=$www/maven/check/$1 file
  mkdir -p "$dir/1"
  (mkdir "$work/jar" && cd "$work/jar" && large_file "$1" >bytes && "${JAVA_HOME:+$JAVA_HOME/bin/}jar" -c0f "$dir/1/$1-1.jar" bytes)
  rm -r "$work/jar"
  echo "<project><modelVersion>4.0.0</modelVersion><groupId>check</groupId><artifactId>$1</artifactId><version>1</version></project>" \
    >"$dir/1/$1-1.pom"
  cat >"$dir/maven-metadata.xml" <<EOF
<metadata><groupId>check</groupId><artifactId>$1</artifactId>
  <versioning><release>1</release><versions><version>1</version></versions></versioning></metadata>
EOF
}

make_maven_repository() {
  local seed=$work/seed file
  small_dependency=$(dependency info.picocli picocli "$(property picocli.version)")
  # A range makes Maven ask for the list of versions.
  large_dependency=$(dependency check large '[1,2)')
  slow_dependency=$(dependency check slow '[1,2)')
  maven "$seed" "file://$MAVEN_FROM" "$(maven_project "$small_dependency")" \
    || cannot "mvn cannot build from $MAVEN_FROM: $(grep -m 1 ERROR "$work/maven.log")"
  (cd "$seed" && find . \( -name '*.jar' -o -name '*.pom' \) -exec cp --parents -t "$www/maven" {} +)
  rm -r "$seed"
  make_artifact large
  make_artifact slow
  find "$www/maven" -type f ! -name '*.sha1' | while read -r file; do
    sha1sum <"$file" | cut -d' ' -f1 >"$file.sha1"
  done
}

new_maven() {
  maven_repository=$(mktemp -d "$work/maven-XXXXXX")
}

# Every file in the local repository is the origin's, but for Maven's own notes.
maven_compare() {
  local file name
  while read -r file; do
    name=${file#"$maven_repository"/}
    case ${file##*/} in
      maven-metadata-mirror.xml) name=${name%-mirror.xml}.xml ;;
      maven-metadata-mirror.xml.sha1) name=${name%-mirror.xml.sha1}.xml.sha1 ;;
    esac
    compare "$file" "$www/maven/$name"
  done < <(find "$maven_repository" -type f ! -name '_remote.repositories' ! -name '*.lastUpdated' \
    ! -name 'resolver-status.properties' ! -name '*.part' ! -name '*.lock' ! -name '*.tmp')
}
