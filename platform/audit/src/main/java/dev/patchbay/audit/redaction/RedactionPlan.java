package dev.patchbay.audit.redaction;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which members of a value its JSON Schema calls secret: {@code format: password}, {@code writeOnly: true}; and those
 * that travel as headers ({@code x-mcp-header}), whose values are kept out of logs. All branches of a schema count at
 * once, whichever one a value fits: too much is redacted rather than too little.
 *
 * <p>Threads: immutable once made.
 */
public final class RedactionPlan {
    /** Knows no schema; only names and values speak then. */
    public static final RedactionPlan NONE = new RedactionPlan(false);

    /** Shows the names of the outermost members only. */
    public static final RedactionPlan NAMES_ONLY = new RedactionPlan(false);

    private static final RedactionPlan SECRET = new RedactionPlan(true);

    static {
        NAMES_ONLY.others = SECRET;
    }

    private final boolean secret;
    private final Map<String, RedactionPlan> members = new HashMap<>();
    private @Nullable RedactionPlan others;
    private @Nullable RedactionPlan items;

    private RedactionPlan(boolean secret) {
        this.secret = secret;
    }

    /**
     * Reads a schema.
     *
     * @param schema JSON Schema 2020-12, of JDK types
     * @return the plan
     */
    public static RedactionPlan of(Map<String, ?> schema) {
        return new Reading(schema).plan(List.of(schema));
    }

    boolean isSecret() {
        return secret;
    }

    RedactionPlan member(String name) {
        RedactionPlan member = members.get(name);
        return member != null ? member : others == null ? NONE : others;
    }

    RedactionPlan item() {
        return items == null ? NONE : items;
    }

    /** One reading of a schema. A place of a value is the set of all schemas that speak of it. */
    private static final class Reading {
        private static final int MAX_PLACES = 5000;
        private static final List<String> SAME_PLACE_LISTS = List.of("allOf", "anyOf", "oneOf");
        private static final List<String> SAME_PLACE = List.of("if", "then", "else");
        private static final List<String> ITEMS = List.of("items", "contains", "unevaluatedItems", "additionalItems");

        private final Map<?, ?> root;
        /** The keys hold schemas by identity: two places with equal schemas stay two places. */
        private final Map<Set<Map<?, ?>>, RedactionPlan> places = new HashMap<>();

        Reading(Map<?, ?> root) {
            this.root = root;
        }

        RedactionPlan plan(Collection<? extends Map<?, ?>> schemas) {
            Set<Map<?, ?>> all = closure(schemas);
            RedactionPlan known = places.get(all);
            if (known != null) {
                return known;
            }
            if (places.size() >= MAX_PLACES) {
                return SECRET;
            }
            RedactionPlan plan = new RedactionPlan(all.stream().anyMatch(Reading::isSecret));
            places.put(all, plan); // before its members: a schema may hold itself
            members(all, plan);
            List<Map<?, ?>> items = new ArrayList<>();
            for (Map<?, ?> schema : all) {
                ITEMS.forEach(name -> add(schema.get(name), items));
                addAll(schema.get("prefixItems"), items);
            }
            if (!items.isEmpty()) {
                plan.items = plan(items);
            }
            return plan;
        }

        private void members(Set<Map<?, ?>> all, RedactionPlan plan) {
            Map<String, List<Map<?, ?>>> named = new HashMap<>();
            List<Map<?, ?>> patterns = new ArrayList<>();
            List<Map<?, ?>> others = new ArrayList<>();
            for (Map<?, ?> schema : all) {
                if (schema.get("properties") instanceof Map<?, ?> properties) {
                    properties.forEach((name, member) -> add(member,
                            named.computeIfAbsent(String.valueOf(name), _ -> new ArrayList<>())));
                }
                if (schema.get("patternProperties") instanceof Map<?, ?> properties) {
                    properties.values().forEach(member -> add(member, patterns));
                }
                add(schema.get("additionalProperties"), others);
                add(schema.get("unevaluatedProperties"), others);
            }
            others.addAll(patterns);
            named.forEach((name, schemas) -> {
                schemas.addAll(patterns);
                plan.members.put(name, schemas.isEmpty() ? NONE : plan(schemas));
            });
            if (!others.isEmpty()) {
                plan.others = plan(others);
            }
        }

        /** Returns the schemas and all that they say of the same place. */
        private Set<Map<?, ?>> closure(Collection<? extends Map<?, ?>> schemas) {
            Set<Map<?, ?>> all = Collections.newSetFromMap(new IdentityHashMap<>());
            Deque<Map<?, ?>> open = new ArrayDeque<>(schemas);
            while (!open.isEmpty()) {
                Map<?, ?> schema = open.poll();
                if (all.add(schema)) {
                    SAME_PLACE_LISTS.forEach(name -> addAll(schema.get(name), open));
                    SAME_PLACE.forEach(name -> add(schema.get(name), open));
                    if (schema.get("dependentSchemas") instanceof Map<?, ?> dependent) {
                        dependent.values().forEach(member -> add(member, open));
                    }
                    add(target(schema.get("$ref")), open);
                    add(target(schema.get("$dynamicRef")), open);
                }
            }
            return all;
        }

        private @Nullable Object target(@Nullable Object reference) {
            if (!(reference instanceof String text) || !text.startsWith("#")) {
                return null;
            }
            if (text.equals("#")) {
                return root;
            }
            if (!text.startsWith("#/")) {
                return anchored(text.substring(1));
            }
            Object place = root;
            for (String step : text.substring(2).split("/", -1)) {
                String name = step.replace("%25", "%").replace("~1", "/").replace("~0", "~");
                place = switch (place) {
                    case Map<?, ?> map -> map.get(name);
                    case List<?> list when name.matches("[0-9]{1,6}") && Integer.parseInt(name) < list.size() ->
                            list.get(Integer.parseInt(name));
                    case null, default -> null;
                };
            }
            return place;
        }

        private @Nullable Object anchored(String anchor) {
            for (String where : List.of("$defs", "definitions")) {
                if (root.get(where) instanceof Map<?, ?> definitions) {
                    for (Object definition : definitions.values()) {
                        if (definition instanceof Map<?, ?> schema && (anchor.equals(schema.get("$anchor"))
                                || anchor.equals(schema.get("$dynamicAnchor")))) {
                            return schema;
                        }
                    }
                }
            }
            return null;
        }

        private static boolean isSecret(Map<?, ?> schema) {
            Object format = schema.get("format");
            return "password".equals(format) || "secret".equals(format) || Boolean.TRUE.equals(schema.get("writeOnly"))
                    || schema.containsKey("x-mcp-header");
        }

        private static void add(@Nullable Object schema, Collection<Map<?, ?>> to) {
            if (schema instanceof Map<?, ?> map) {
                to.add(map);
            } else if (schema instanceof List<?> list) { // the items of older drafts
                addAll(list, to);
            }
        }

        private static void addAll(@Nullable Object schemas, Collection<Map<?, ?>> to) {
            if (schemas instanceof List<?> list) {
                list.forEach(schema -> {
                    if (schema instanceof Map<?, ?> map) {
                        to.add(map);
                    }
                });
            }
        }
    }
}
