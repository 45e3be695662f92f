"""The manifest of Kubernetes in ``docs/operations.md``: against Kubernetes' schema, and against the server itself."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, Final

import kubernetes_validate
import pytest
import yaml

from graphapi.api.schema import build_schema
from graphapi.server.app import create_app
from graphapi.server.health import READY_SECONDS
from graphapi.settings import Settings, environment_name
from tests.docs.installation import block_named
from tests.docs.pages import ROOT
from tests.http.serving import serving

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.docs.installation import Installation

#: The oldest and the newest version of Kubernetes that the manifest is checked for.
VERSIONS: Final = ("1.30", "1.34")
DOCKERFILE: Final = (ROOT / ".docker" / "Dockerfile").read_text(encoding="utf-8")
DEPLOYMENT, SERVICE = (dict(one) for one in yaml.safe_load_all(block_named("graphapi.yaml").text))
POD: Final[dict[str, Any]] = DEPLOYMENT["spec"]["template"]["spec"]
CONTAINER: Final[dict[str, Any]] = POD["containers"][0]
PROBES: Final = ("startupProbe", "livenessProbe", "readinessProbe")


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("resource", [DEPLOYMENT, SERVICE], ids=lambda resource: resource["kind"])
def test_kubernetes_accepts_the_manifest(resource: Mapping[str, Any], version: str) -> None:
    kubernetes_validate.validate(resource, version, strict=True)


def test_the_selectors_find_the_pods() -> None:
    labels = DEPLOYMENT["spec"]["template"]["metadata"]["labels"]
    assert DEPLOYMENT["spec"]["selector"]["matchLabels"] == labels
    assert SERVICE["spec"]["selector"] == labels
    (port,) = CONTAINER["ports"]
    assert f"GRAPHAPI_PORT={port['containerPort']}" in DOCKERFILE
    assert SERVICE["spec"]["ports"][0]["targetPort"] == port["name"]


def test_the_settings_are_those_of_graphapi(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {environment_name(name, field) for name, field in Settings.model_fields.items()}
    secret = {"secretKeyRef": {"name": "graphapi", "key": "neo4j-password"}}
    for variable in CONTAINER["env"]:
        assert variable["name"] in known
        if "value" in variable:
            monkeypatch.setenv(variable["name"], variable["value"])
        else:
            assert variable == {"name": "NEO4J_PASSWORD", "valueFrom": secret}
    settings = Settings(host="0.0.0.0")  # noqa: S104 - the address in the image
    # It starts on this address only with these settings.
    create_app(settings)
    assert POD["initContainers"][0]["env"] == CONTAINER["env"]


async def test_the_probes_get_status_200(installation: Installation) -> None:
    """The server has the store of the installation, and the hosts of the manifest."""
    hosts = {one["name"]: one["value"] for one in CONTAINER["env"] if "value" in one}["GRAPHAPI_ALLOWED_HOSTS"]
    settings = Settings(data_dir=installation.data, allowed_hosts=hosts.split(","))
    async with serving(settings, build_schema(settings)) as client:
        for probe in PROBES:
            asked = CONTAINER[probe]["httpGet"]
            headers = {one["name"]: one["value"] for one in asked["httpHeaders"]}
            assert (await client.get(asked["path"], headers=headers)).status_code == 200
            # The address of a pod, which Kubernetes would name otherwise.
            assert (await client.get(asked["path"], headers={"Host": "10.1.2.3"})).status_code == 421


def test_a_probe_waits_longer_than_the_server() -> None:
    assert CONTAINER["readinessProbe"]["timeoutSeconds"] > READY_SECONDS
    # Only readiness depends on the store.
    assert [CONTAINER[probe]["httpGet"]["path"] for probe in PROBES] == ["/livez", "/livez", "/readyz"]


def test_a_pod_has_the_time_that_its_end_takes() -> None:
    pause = int(CONTAINER["lifecycle"]["preStop"]["exec"]["command"][1])
    requests = math.ceil(Settings().request_timeout) + 1
    assert POD["terminationGracePeriodSeconds"] >= pause + requests + 5


def test_a_pod_has_no_privileges() -> None:
    user = re.findall(r"--uid (\d+)", DOCKERFILE)
    assert [str(POD["securityContext"]["runAsUser"])] == user
    assert POD["securityContext"]["runAsNonRoot"] is True
    for container in (CONTAINER, *POD["initContainers"]):
        context = container["securityContext"]
        assert context["allowPrivilegeEscalation"] is False
        assert context["readOnlyRootFilesystem"] is True
        assert context["capabilities"] == {"drop": ["ALL"]}
        assert container["resources"]["limits"]["memory"] == "512Mi"
