"""The policy: code runs from our files alone, and only who is named may frame the atlas."""

from base64 import b64encode
from hashlib import sha256

from components.door.policy import INDEX, hash_scripts, write_policy


def read_directives(policy):
    """Give each directive's sources by its name."""
    return {name: sources.split() for name, _, sources in (one.strip().partition(" ") for one in policy.split(";"))}


def test_each_script_that_stands_in_a_page_is_let_in_by_its_hash_and_no_other():
    text = "\n  a && (b < c)\n"
    page = f'<script src="x.js"></script><script>{text}</script><!-- <script>no</script> --><style>no</style>'
    assert hash_scripts(page) == [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"]


def test_no_code_runs_that_a_page_holds_or_makes():
    scripts = read_directives(write_policy())["script-src"]
    assert scripts == ["'self'", *hash_scripts(INDEX.read_text("utf-8")), "'wasm-unsafe-eval'"]
    assert len(scripts) > 2, "Streamlit's page has an inline script"


def test_without_a_ground_nothing_is_made_or_fetched_but_here():
    policy = read_directives(write_policy())
    assert policy["connect-src"] == policy["worker-src"] == ["'self'"]
    assert policy["img-src"] == ["'self'", "data:"]
    assert policy["default-src"] == ["'self'"]


def test_only_who_is_named_may_frame_the_atlas():
    assert read_directives(write_policy())["frame-ancestors"] == ["'self'"]
    framed = write_policy(("https://one.test", "http://two.test:8080"))
    assert read_directives(framed)["frame-ancestors"] == ["'self'", "https://one.test", "http://two.test:8080"]
