"""Every metric: name, type, labels and meaning, in one table. Dashboards, alert rules and docs are drawn from it."""

from prometheus_client import Counter, Gauge, Histogram

_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_AGES = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 6 * 3600, 24 * 3600)
_SIZES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)

RECORDS_IN = Counter("wiredesk_records_in", "Input records done with (committed).", ["step", "topic"])
RECORDS_OUT = Counter("wiredesk_records_out", "Records published, the step's state included.", ["step", "topic"])
DROPPED = Counter("wiredesk_records_dropped", "Inputs that need no output, by reason.", ["step", "reason"])
REJECTED = Counter("wiredesk_records_rejected", "Inputs sent to the dead letters, by reason.", ["step", "reason"])
BATCH_RECORDS = Histogram("wiredesk_batch_records", "Records in one transaction.", ["step"], buckets=_SIZES)
STEP_SECONDS = Histogram(
    "wiredesk_step_seconds", "Decode, core and encode of one record, in seconds.", ["step"], buckets=_SECONDS
)
TRANSACTION_SECONDS = Histogram(
    "wiredesk_transaction_seconds", "Begin to commit of one transaction, in seconds.", ["step"], buckets=_SECONDS
)
AGE_SECONDS = Histogram(
    "wiredesk_age_seconds", "From the article's `collected` to the step's output published.", ["step"], buckets=_AGES
)
LAG = Gauge(
    "wiredesk_lag_records",
    "Offsets to the end of an input partition; a last transaction marker counts.",
    ["step", "topic", "partition"],
)
OLDEST_SECONDS = Gauge(
    "wiredesk_oldest_input_seconds",
    "Age, by its Kafka timestamp, of the first input of a partition that came and is not committed; 0 without one.",
    ["step", "topic", "partition"],
)
RESTORE_SECONDS = Gauge("wiredesk_restore_seconds", "Folding the state topic at the last assignment.", ["step"])
READY = Gauge("wiredesk_ready", "1 where the worker answers /readyz with 200.", ["step"])
RESTARTS = Counter("wiredesk_restarts", "Workers that the supervisor started again.", ["step"])

POLLS = Counter("wiredesk_polls", "Polls of feeds, by what they came to.", ["outcome"])
SOURCE_PUBLISHED = Counter("wiredesk_source_published", "Articles put on news.raw, by feed or ingest.", ["step"])
SOURCE_REFUSED = Counter("wiredesk_source_refused", "Items that are no article, by reason.", ["step", "reason"])
HTTP_REQUESTS = Counter("wiredesk_http_requests", "Requests answered.", ["step", "route", "status"])
HTTP_REQUEST_BYTES = Counter(
    "wiredesk_http_request_bytes", "Bytes of bodies received, decompressed.", ["step", "route"]
)
DELIVERY_ATTEMPTS = Counter("wiredesk_delivery_attempts", "Attempts answered: delivered, or the failure.", ["outcome"])
DELIVERIES = Counter("wiredesk_deliveries", "Alerts final at a webhook: delivered, or the failure.", ["outcome"])
DELIVERY_SECONDS = Histogram("wiredesk_delivery_seconds", "One attempt, in seconds.", buckets=_SECONDS)
DELIVERY_AGE_SECONDS = Histogram(
    "wiredesk_delivery_age_seconds", "From the alert's Kafka timestamp to its receipt by a webhook.", buckets=_AGES
)
DELIVERIES_OPEN = Gauge("wiredesk_deliveries_open", "Alerts at hand that a webhook does not have yet.", ["webhook"])
WEBHOOK_GONE = Gauge("wiredesk_webhook_gone", "1 where the webhook answered 410 and gets nothing more.", ["webhook"])
EVENT_CLIENTS = Gauge("wiredesk_event_clients", "Clients of GET /events.")
