"""Where a session is served: the port is bound first, and what is wrong with a place is told in a sentence."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys

import httpx
import pytest

from rehearse.workshop.server import network
from rehearse.workshop.server.limits import Limit, Whereabouts
from rehearse.workshop.server.network import CannotServe
from rehearse.workshop.server.serving import Place, Serving
from rehearse.workshop.server.settings import Settings
from tests.workshop.served import CODE, served


def test_a_port_that_is_taken_is_told_in_a_sentence():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CannotServe, match=f"Port {port} is taken") as refused:
            Serving.bind(Place(port=port))
    assert "--port" in refused.value.sentence


@pytest.mark.parametrize("port", [70_000, -1])
def test_a_port_that_there_is_not_is_told_in_a_sentence(port):
    with pytest.raises(CannotServe, match="no port"):
        Serving.bind(Place(port=port))


async def test_it_listens_on_this_computer_alone_unless_it_is_told_otherwise(tmp_path):
    async with served(tmp_path) as session:
        assert session.serving.doors(session.live.room).sentence.startswith(
            f"It listens at {session.address}, for this"
        )
        for address in network.addresses():
            with pytest.raises(OSError):  # noqa: PT011  (refused, or out of reach)
                socket.create_connection((address, session.serving.port), timeout=5).close()


async def test_for_the_network_it_says_on_which_addresses_or_that_there_is_none(tmp_path):
    if not network.addresses():
        with pytest.raises(CannotServe, match="in no network"):
            Serving.bind(Place(port=0, lan=True))
        return
    async with served(tmp_path, place=Place(port=0, lan=True)) as session:
        doors = session.serving.doors(session.live.room)
        assert all(address in doors.sentence for address in network.addresses())
        assert doors.join.startswith(f"http://{network.addresses()[0]}:")
        async with httpx.AsyncClient() as browser:
            assert (await browser.get(doors.picture)).status_code == 200


@pytest.fixture
def certificate(tmp_path):
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    subprocess.run(
        (
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost "
            f"-addext subjectAltName=IP:127.0.0.1 -keyout {key} -out {cert}"
        ).split(),
        check=True,
        capture_output=True,
    )
    return cert, key


async def test_with_a_certificate_people_come_by_https_and_cookies_by_nothing_else(tmp_path, certificate):
    cert, key = certificate
    async with served(tmp_path, place=Place(port=0, certificate=cert, key=key)) as session:
        address = session.serving.doors(session.live.room).join
        assert address.startswith("https://127.0.0.1:")
        import ssl

        async with httpx.AsyncClient(base_url=address, verify=ssl.create_default_context(cafile=cert)) as browser:
            joined = await browser.post("/join", data={"code": CODE, "name": "Ann"}, headers={"Origin": address})
            assert joined.status_code == 303
            assert "secure" in joined.headers["set-cookie"].lower()
            plain = await browser.post(
                "/join", data={"code": CODE}, headers={"Origin": address.replace("https", "http")}
            )
            assert plain.status_code == 403


def test_a_certificate_that_is_none_is_told_in_a_sentence(tmp_path, certificate):
    cert, key = certificate
    nonsense = tmp_path / "nonsense.pem"
    nonsense.write_text("nonsense")
    locked, others = tmp_path / "locked.pem", tmp_path / "others.pem"
    for command in (
        f"openssl pkey -in {key} -aes256 -passout pass:secret -out {locked}",
        f"openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:prime256v1 -out {others}",
    ):
        subprocess.run(command.split(), check=True, capture_output=True)
    for place, sentence in (
        (Place(0, certificate=cert, key=locked), "locked with a password"),
        (Place(0, certificate=cert, key=others), "the key of another certificate"),
        (Place(0, certificate=cert, key=tmp_path), "cannot be read"),
        (Place(0, certificate=cert), "needs its key"),
        (Place(0, certificate=cert, key=tmp_path / "none"), "cannot be read"),
        (Place(0, certificate=nonsense, key=key), "no certificate with its key"),
        (Place(0, certificate=key, key=cert), "no certificate with its key"),
    ):
        with pytest.raises(CannotServe, match=sentence):
            Serving.bind(place)


async def test_a_proxy_that_stands_before_it_gives_the_address_that_people_see(tmp_path):
    async with served(tmp_path, place=Place(port=0, public="https://workshop.example/")) as session:
        doors = session.serving.doors(session.live.room)
        assert doors.picture == f"https://workshop.example/j/{CODE}"
        headers = {"Host": "workshop.example", "Origin": "https://workshop.example"}
        async with httpx.AsyncClient(base_url=session.address, headers=headers) as browser:
            joined = await browser.post("/join", data={"code": CODE, "name": "Ann"})
        assert joined.status_code == 303
        assert "secure" in joined.headers["set-cookie"].lower()


@pytest.mark.parametrize(
    "public",
    [
        "workshop.example",
        "ftp://workshop.example",
        "https://",
        "https://w.example/room",
        "https://w:99999",
        "https://[::1",
    ],
)
def test_an_address_of_a_proxy_by_which_no_page_could_be_found_is_told_in_a_sentence(public):
    with pytest.raises(CannotServe, match="such as https://workshop"):
        Serving.bind(Place(0, public=public))


@pytest.mark.parametrize("proxies", ["*", "proxy.example", "127.0.0.1,", "10.0.0.1/24"])
def test_whose_word_counts_must_be_addresses_as_any_other_would_be_nobody_or_everybody(proxies):
    with pytest.raises(CannotServe, match="addresses of proxies"):
        Serving.bind(Place(0, proxied_by=proxies))


async def test_what_a_proxy_says_of_where_a_request_comes_from_counts_and_what_anybody_else_says_does_not(tmp_path):
    for number, (proxies, statuses) in enumerate((("127.0.0.0/8", [403, 403]), ("192.0.2.9", [403, 429]))):
        place, folder = Place(0, public="https://w.example", proxied_by=proxies), tmp_path / str(number)
        async with served(folder, Settings(wrong_codes=(1, 0)), place=place) as session:
            said = {"Host": "w.example", "Origin": "https://w.example", "X-Forwarded-Proto": "https"}
            async with httpx.AsyncClient(base_url=session.address, headers=said) as proxy:
                asked = [
                    await proxy.post("/join", data={"code": "BADBAD"}, headers={"X-Forwarded-For": f"198.51.100.{one}"})
                    for one in (1, 2)
                ]
        assert [answer.status_code for answer in asked] == statuses


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux's own hostname")
def test_addresses_are_those_that_the_system_tells_and_nobody_is_asked_for_them():
    told = subprocess.run(["hostname", "-I"], capture_output=True, text=True, check=True).stdout.split()
    known = {each for each in told if "." in each and not each.startswith("169.254.")}
    program = (
        "import sys\nfrom rehearse.workshop.server import network\nasked = []\n"
        "sys.addaudithook(lambda what, _: asked.append(what) if 'gethost' in what or 'getaddr' in what else None)\n"
        "print(*network.addresses())\nassert not asked, asked"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    found = set(done.stdout.split())
    assert found <= known  # a network without a cable is told by the system, and no phone is in it
    assert bool(found) == bool(known)


async def test_the_processes_signals_stay_as_they_were(tmp_path):
    before = [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)]
    async with served(tmp_path):
        assert [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)] == before


async def test_after_it_has_stopped_the_port_is_free_again_at_once(tmp_path):
    async with served(tmp_path) as session:
        port = session.serving.port
    Serving.bind(Place(port=port))._bound.close()


def test_a_bucket_fills_up_again_and_forgets_who_is_long_gone():
    now = [0.0]
    limit = Limit(2, 1, lambda: now[0])
    assert [limit.take("a") for _ in range(3)] == [True, True, False]
    assert limit.take("b")
    now[0] = 1.5
    assert [limit.take("a") for _ in range(2)] == [True, False]
    for number in range(30_000):
        limit.take(number)
    assert len(limit._left) <= 20_000


def test_an_address_is_kept_as_a_word_that_says_nothing_and_a_network_of_ipv6_is_one():
    here, there = Whereabouts(), Whereabouts()
    assert here.of("192.0.2.1") == here.of("192.0.2.1") != here.of("192.0.2.2")
    assert here.of("192.0.2.1") != there.of("192.0.2.1")
    assert here.of("2001:db8::1") == here.of("2001:db8::2:3") != here.of("2001:db8:0:1::1")
    assert b"192.0.2.1" not in here.of("192.0.2.1")
    assert here.of("fe80::1%eth0") == here.of("fe80::2")
    assert here.of("not an address")
