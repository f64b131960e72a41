# audiofic in a container: docs/install.md tells how it is used.
FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY audiofic audiofic
RUN python -m venv /opt/audiofic && /opt/audiofic/bin/pip install --no-cache-dir '.[kokoro]'

FROM python:3.13-slim
COPY --from=build /opt/audiofic /opt/audiofic
RUN useradd --create-home reader && mkdir /stories && chown reader /stories
USER reader
ENV AUDIOFIC_CACHE=/home/reader/.cache/audiofic
VOLUME /home/reader
WORKDIR /stories
ENTRYPOINT ["/opt/audiofic/bin/audiofic"]
CMD ["--help"]
