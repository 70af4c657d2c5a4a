package dev.patchbay.protocol.task;

import org.jspecify.annotations.Nullable;

/**
 * What every message about a task says.
 *
 * @param createdAt ISO 8601
 * @param lastUpdatedAt ISO 8601
 * @param ttlMs for how long after its creation it is kept; null for ever
 * @param pollIntervalMs how often to ask, null if the server does not say
 */
public record Task(String taskId, TaskStatus status, @Nullable String statusMessage, String createdAt,
        String lastUpdatedAt, @Nullable Long ttlMs, @Nullable Long pollIntervalMs) {}
