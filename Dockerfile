# One file for both services: --build-arg SERVICE=command-service or query-service.
# The jars come from `./mvnw package`, so that an image holds what the build has tested.
ARG JRE=eclipse-temurin:25-jre
ARG POSTGRES=postgres:18

FROM ${JRE} AS layers
ARG SERVICE
WORKDIR /layers
COPY ${SERVICE}/target/${SERVICE}.jar service.jar
RUN java -Djarmode=tools -jar service.jar extract --layers --destination extracted

FROM ${JRE} AS service
RUN useradd --system --uid 10001 --no-create-home pile
WORKDIR /service
COPY --from=layers /layers/extracted/dependencies/ ./
COPY --from=layers /layers/extracted/spring-boot-loader/ ./
COPY --from=layers /layers/extracted/snapshot-dependencies/ ./
COPY --from=layers /layers/extracted/application/ ./
COPY operations/jvm.options ./

# The AOT cache, made by a start of the very same files with the very same JVM; PostgreSQL is there
# for that alone.
FROM ${POSTGRES} AS trained
COPY --from=service /opt/java/openjdk /opt/java/openjdk
COPY --from=service --chown=postgres /service /service
COPY operations/train.sh /
USER postgres
RUN PATH=/opt/java/openjdk/bin:$PATH bash /train.sh /service

FROM service
COPY --from=trained /service/service.aot ./
USER 10001
ENV PILE_PORT=8080
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=6 \
  CMD bash -c 'exec 3<>/dev/tcp/127.0.0.1/$PILE_PORT && printf "GET /readyz HTTP/1.0\r\n\r\n" >&3 && head -n 1 <&3 | grep -q " 200"'
ENTRYPOINT ["java", "@jvm.options", "-XX:AOTCache=service.aot", "-jar", "service.jar"]
