package dev.patchbay.api.spi;

import dev.patchbay.api.Internal;
import dev.patchbay.api.PluginContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The generated entrance of a plugin: one class with a public constructor without parameters, named in the extension
 * index {@code META-INF/extensions.idx}. It creates the contributing objects and ties their methods to handlers,
 * without reflection. Stateless.
 */
@Internal
public interface PluginGlue {
    /**
     * Starts an instance.
     *
     * @param context what the host gives the instance
     * @param configuration the configuration as JSON, checked against the schema in {@code definitions.json}; empty if
     *            the plugin takes none. Secrets are strings
     * @return the started instance
     * @throws Exception whatever a constructor threw
     */
    StartedPlugin start(PluginContext context, Map<String, @Nullable Object> configuration) throws Exception;
}
