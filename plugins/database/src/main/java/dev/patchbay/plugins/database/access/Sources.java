package dev.patchbay.plugins.database.access;

import dev.patchbay.api.PluginContext;
import dev.patchbay.api.tool.ToolException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The databases of this instance. Threads: any. */
public final class Sources {
    private final Map<String, Source> sources = new LinkedHashMap<>();

    /**
     * Creates them; nothing is connected.
     *
     * @param names the names of datasources
     * @param context the host
     * @param watch what cancels statements
     */
    public Sources(List<String> names, PluginContext context, Watch watch) {
        names.forEach(name -> sources.putIfAbsent(name, new Source(name, context, watch)));
    }

    /**
     * Returns a database.
     *
     * @param name its name; may be absent where there is one only
     * @return the database
     * @throws ToolException if there is none of that name, with the names that there are
     */
    public Source find(Optional<String> name) {
        if (name.isEmpty() && sources.size() == 1) {
            return sources.values().iterator().next();
        }
        Source found = name.map(sources::get).orElse(null);
        if (found == null) {
            throw new ToolException((name.isEmpty() ? "Say which database in source"
                    : "There is no database '" + name.get() + "'") + "; there are: "
                    + String.join(", ", sources.keySet()))
                    .code("invalid_argument");
        }
        return found;
    }

    /**
     * Returns all of them.
     *
     * @return the databases in the order of the configuration
     */
    public Collection<Source> all() {
        return sources.values();
    }
}
