package dev.patchbay.admin;

import dev.patchbay.store.enablement.EntryKind;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be explained.
 *
 * @param client the id of a client that exists
 * @param kind of the entry
 * @param name of the entry, whether it exists or not
 * @param scopes of the caller's token; null together with the roles: a caller without a token
 * @param roles that the token's claims are mapped to
 * @param arguments of the call; null: not known
 * @param at when; null: now
 */
public record ExplainQuestion(String client, EntryKind kind, String name, @Nullable Set<String> scopes,
        @Nullable Set<String> roles, @Nullable Map<String, @Nullable Object> arguments, @Nullable Instant at) {}
