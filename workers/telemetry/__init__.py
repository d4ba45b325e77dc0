"""What the wire says about itself: metrics, health, logs."""
