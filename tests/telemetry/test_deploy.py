"""What deploy/ says of the workers is what the map and the settings say."""

from pathlib import Path

import yaml

from workers.pipeline import STEPS
from workers.settings import Settings

CONFIG = Path(__file__).parents[2] / "deploy" / "prometheus.yml"


def test_prometheus_scrapes_each_step_at_its_port() -> None:
    first = Settings.model_fields["http_port"].default
    jobs = yaml.safe_load(CONFIG.read_text("utf-8"))["scrape_configs"]
    found = [target for job in jobs for entry in job["static_configs"] for target in entry["targets"]]
    assert found == [f"127.0.0.1:{first + number}" for number in range(len(STEPS))]
