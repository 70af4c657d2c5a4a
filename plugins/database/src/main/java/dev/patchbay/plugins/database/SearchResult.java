package dev.patchbay.plugins.database;

import dev.patchbay.api.Description;
import dev.patchbay.api.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Objects of a database.
 *
 * @param items the objects
 * @param returned how many there are here
 * @param limit the limit that was applied
 * @param hasMore whether there are more
 * @param nextCursor what to pass on to see them
 * @param truncated whether some were left out because of the length of the answer
 */
public record SearchResult(@Description("The objects") List<Map<String, Object>> items,
        @Description("How many these are") int returned,
        @Description("The limit that was applied") int limit,
        @Description("Whether there are more") @Schema(name = "has_more") boolean hasMore,
        @Description("Pass it as cursor to see more") @Schema(name = "next_cursor") Optional<String> nextCursor,
        @Description("Whether fewer than limit were returned because of their length") boolean truncated) {}
