Feature: Flow log loggers write what the audit reads

  Scenario: The format is PARQUET
    Given I have flowlog_logger defined
    Then it must have log_format
    And its value must be PARQUET

  Scenario: A file comes at least every 5 minutes
    Given I have flowlog_logger defined
    Then it must have aggregation_interval
    And its value must be less and equal to 5
