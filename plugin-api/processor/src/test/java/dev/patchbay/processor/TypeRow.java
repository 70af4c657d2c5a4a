package dev.patchbay.processor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One type: its schema where it is read and where it is written, values that pass, values that do not. */
record TypeRow(String type, String input, String output, List<String> same, Map<String, String> changed,
        Map<String, String> refused) {
    TypeRow(String type, String input, String output, String... same) {
        this(type, input, output, List.of(same), new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    /** A value that comes back in another form. */
    TypeRow becomes(String in, String out) {
        changed.put(in, out);
        return this;
    }

    /** A value that the glue refuses, and the problem it tells. */
    TypeRow refuses(String in, String problem) {
        refused.put(in, "value " + problem);
        return this;
    }

    /** A value inside of which the glue refuses something, and the place and problem it tells. */
    TypeRow refusesInside(String in, String problem) {
        refused.put(in, "value" + (problem.startsWith("[") ? "" : ".") + problem);
        return this;
    }

    @Override
    public String toString() {
        return type;
    }
}
