"""What is killed comes back: on its port, with its data."""

import os
import signal
import socket

import asyncpg
import pymongo
import pytest
import redis.asyncio as redis
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from tests.stack.running import Running, eventually


def kill(running: Running, name: str) -> None:
    """Kill it with no warning, and wait until another one is in its place."""
    killed = running.state["children"][name]
    os.kill(killed, signal.SIGKILL)
    eventually(lambda: running.state["children"][name] != killed)
    assert f"{name} was killed by SIGKILL: started again" in running.screen


def accepts(address: str) -> bool:
    host, _, port = address.rpartition("@")[2].removeprefix("mongodb://").partition("/")[0].partition(":")
    socket.create_connection((host, int(port)), timeout=1).close()
    return True


async def test_postgresql_comes_back_with_its_rows(running: Running) -> None:
    address = running.state["addresses"]["DATABASE_URL"]
    before = await asyncpg.connect(address)
    await before.execute("create table kept (word text); insert into kept values ('here')")

    kill(running, "postgres")

    eventually(running.coins)
    after = await asyncpg.connect(address)
    assert await after.fetchval("select word from kept") == "here"
    await after.close()
    before.terminate()


async def test_valkey_comes_back_with_its_keys(running: Running) -> None:
    address = running.state["addresses"]["REDIS_URL"]
    async with redis.Redis.from_url(address) as client:
        await client.set("kept", "here")
        await client.waitaof(1, 0, 5000)

    kill(running, "valkey")

    eventually(lambda: accepts(address))
    async with redis.Redis.from_url(address) as client:
        assert await client.get("kept") == b"here"


def test_mongodb_comes_back_with_its_documents(running: Running) -> None:
    address = running.state["addresses"]["MONGO_URL"]
    with pymongo.MongoClient[dict[str, str]](address) as client:
        client["test"]["kept"].insert_one({"_id": "here"})

    kill(running, "mongodb")

    eventually(lambda: accepts(address))
    with pymongo.MongoClient[dict[str, str]](address) as client:
        assert client["test"]["kept"].find_one({"_id": "here"}) == {"_id": "here"}


async def test_kafka_comes_back_with_its_log(running: Running) -> None:
    address = running.state["addresses"]["KAFKA_BOOTSTRAP_SERVERS"]
    partition = TopicPartition("cryptotalks.kept", 0)
    admin = AIOKafkaAdminClient(bootstrap_servers=address)
    await admin.start()
    await admin.create_topics([NewTopic(partition.topic, num_partitions=1, replication_factor=1)])
    await admin.close()
    async with AIOKafkaProducer(bootstrap_servers=address, acks="all") as producer:
        await producer.send_and_wait(partition.topic, b"here")

    kill(running, "kafka")

    eventually(lambda: accepts(address))
    async with AIOKafkaConsumer(bootstrap_servers=address, auto_offset_reset="earliest") as consumer:
        consumer.assign([partition])
        assert (await consumer.getone()).value == b"here"


@pytest.mark.parametrize("name", ["api", "workers"])
def test_a_program_comes_back(running: Running, name: str) -> None:
    kill(running, name)

    assert eventually(running.coins)
