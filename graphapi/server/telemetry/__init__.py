"""Metrics and traces of the server; only this package imports OpenTelemetry, and only if it is switched on."""
