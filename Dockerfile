# The server in a container:
#
#   docker build -t untorn .
#   docker run --rm -p 8080:8080 -v /srv/files:/srv:ro --user "$(stat -c %u:%g /srv/files)" untorn
#
# Why --user: untorn proves that nobody is writing a file by taking a read lease on it, and the
# kernel gives leases on a file only to its owner (fcntl(2), "Leases"). As the owner of the files the
# server needs no privilege at all. Without leases it still serves, and says at start what it then
# cannot prove.
#
# When the files belong to several users, CAP_LEASE takes the owner's place:
#
#   docker build -t untorn:lease --target lease .
#   docker run --rm -p 8080:8080 -v /srv/files:/srv:ro --cap-add LEASE untorn:lease
#
# That target exists because --cap-add alone gives a process that is not root nothing: it only
# allows to have the capability; the file capability on java is what gives it.

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml .
COPY config config
COPY src/jar src/jar
COPY src/main src/main
# The cache keeps the libraries between builds.
RUN --mount=type=cache,target=/root/.m2 mvn -B -q -Dmaven.test.skip=true package

FROM eclipse-temurin:25-jre AS untorn
# The launcher finds no sources beside it, so it never builds; it knows the options for Java.
COPY untorn LICENSE /opt/untorn/
COPY config /opt/untorn/config
COPY --from=build /build/target/untorn-all.jar /opt/untorn/target/untorn-all.jar
COPY --from=build /build/target/native /opt/untorn/target/native
# The cache to start fast with fits this very Java only. Where the rehearsal fails, starts are slower.
RUN /opt/untorn/untorn --rehearse

# Inside a container 127.0.0.1 is nobody else's; what is reached from outside is decided by -p.
# Metrics stay inside unless UNTORN_ADMIN_BIND=0.0.0.0 is given too.
ENV UNTORN_NETWORK_BIND=0.0.0.0

# 8080 files, 9464 metrics and health.
EXPOSE 8080 9464

# A number, so that Kubernetes can see that it is not root. It has no account and needs none.
USER 10001:10001

# Copies of versions go to unnamed files there (store.spool). A volume is a real filesystem, where
# the container's own layers are an overlay. Nothing else is written: --read-only works.
VOLUME /var/tmp

# Neither curl nor wget is in the image, but bash opens connections by itself.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9464 && printf 'GET /health/ready HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]

# docker stop sends SIGTERM: transfers under way are finished within limits.shutdown. The launcher
# replaces itself by Java, so the signal arrives.
ENTRYPOINT ["/opt/untorn/untorn"]
CMD ["serve", "/srv"]

FROM untorn AS lease
USER root
# A program with file capabilities runs in the loader's secure mode, which ignores the relative
# path to Java's own libraries: they have to be in the loader's cache.
RUN apt-get update \
  && apt-get install -y --no-install-recommends libcap2-bin \
  && rm -rf /var/lib/apt/lists/* \
  && echo "$JAVA_HOME/lib" >/etc/ld.so.conf.d/java.conf \
  && ldconfig \
  && setcap cap_lease+ep "$JAVA_HOME/bin/java"
USER 10001:10001

# What is built when no target is named.
FROM untorn
