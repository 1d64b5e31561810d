"""Heavy work on Celery."""
