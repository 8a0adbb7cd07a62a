"""The Neo4j of the tests, empty."""

from __future__ import annotations

import os

import neo4j


def auth() -> tuple[str, str] | None:
    password = os.environ.get("NEO4J_PASSWORD")
    return (os.environ.get("NEO4J_USER", "neo4j"), password) if password else None


def emptied(url: str) -> str:
    with neo4j.GraphDatabase.driver(url, auth=auth()) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
    return url
