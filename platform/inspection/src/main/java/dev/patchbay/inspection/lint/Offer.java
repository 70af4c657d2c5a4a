package dev.patchbay.inspection.lint;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What a plugin offers, and among whom.
 *
 * @param about what it says of itself, by field, such as its description
 * @param tools the JSON of its tools by name
 * @param prompts the JSON of its prompts by name
 * @param others what else it defines, as JSON by a word for each, such as its configuration
 * @param otherTools the names of tools that other plugins serve, as clients see them
 */
public record Offer(Map<String, String> about, Map<String, Map<String, Object>> tools,
        Map<String, Map<String, Object>> prompts, Map<String, Object> others, Collection<String> otherTools) {
    /** Copies. */
    public Offer {
        about = Map.copyOf(about);
        tools = Map.copyOf(tools);
        prompts = Map.copyOf(prompts);
        others = Map.copyOf(others);
        otherTools = List.copyOf(otherTools);
    }

    /**
     * Returns an offer of tools alone.
     *
     * @param tools the JSON of its tools by name
     * @return the offer
     */
    public static Offer ofTools(Map<String, Map<String, Object>> tools) {
        return new Offer(Map.of(), tools, Map.of(), Map.of(), List.of());
    }
}
