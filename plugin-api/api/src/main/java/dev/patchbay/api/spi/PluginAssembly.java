package dev.patchbay.api.spi;

import dev.patchbay.api.Contributions;
import dev.patchbay.api.Contributor;
import dev.patchbay.api.HealthCheck;
import dev.patchbay.api.Internal;
import dev.patchbay.api.completion.CompletionHandler;
import dev.patchbay.api.completion.CompletionReference;
import dev.patchbay.api.prompt.PromptDefinition;
import dev.patchbay.api.prompt.PromptHandler;
import dev.patchbay.api.resource.ResourceConnector;
import dev.patchbay.api.resource.ResourceDefinition;
import dev.patchbay.api.resource.ResourceTemplateDefinition;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where generated glue puts the contributing objects of an instance and ties their methods to handlers. Used by one
 * thread, then turned into a {@link StartedPlugin}.
 */
@Internal
public final class PluginAssembly {
    private final Contributions.Builder declared = Contributions.builder();
    private final Map<String, DeclaredResources> resources = new LinkedHashMap<>();
    private final List<Object> objects = new ArrayList<>();

    /** Starts with nothing. */
    public PluginAssembly() {}

    /**
     * Adds a contributing object, right after its constructor.
     *
     * @param <T> its class
     * @param object the object
     * @return the object
     */
    public <T> T add(T object) {
        objects.add(object);
        return object;
    }

    /**
     * Adds a tool.
     *
     * @param definition what clients see
     * @param handler what runs
     */
    public void tool(ToolDefinition definition, ToolHandler handler) {
        declared.tool(definition, handler);
    }

    /**
     * Adds a prompt.
     *
     * @param definition what clients see
     * @param handler what runs
     */
    public void prompt(PromptDefinition definition, PromptHandler handler) {
        declared.prompt(definition, handler);
    }

    /**
     * Adds a completion.
     *
     * @param reference what is completed
     * @param handler what runs
     */
    public void completion(CompletionReference reference, CompletionHandler handler) {
        declared.completion(reference, handler);
    }

    /**
     * Adds a connector for a whole scheme.
     *
     * @param scheme the scheme
     * @param connector what lists and reads
     */
    public void connector(String scheme, ResourceConnector connector) {
        declared.connector(scheme, connector);
    }

    /**
     * Adds a resource of a fixed URI.
     *
     * @param definition what clients see
     * @param reader what reads it
     */
    public void resource(ResourceDefinition definition, DeclaredResources.Reader reader) {
        resource(definition, 0, reader);
    }

    /**
     * Adds a resource of a fixed URI whose read may be given again.
     *
     * @param definition what clients see
     * @param cacheSeconds for how long, 0 for never
     * @param reader what reads it
     */
    public void resource(ResourceDefinition definition, int cacheSeconds, DeclaredResources.Reader reader) {
        resources(definition.uri()).add(definition, Duration.ofSeconds(cacheSeconds), reader);
    }

    /**
     * Adds a resource template.
     *
     * @param definition what clients see
     * @param reader what reads the resources that match
     */
    public void template(ResourceTemplateDefinition definition, DeclaredResources.TemplateReader reader) {
        template(definition, 0, reader);
    }

    /**
     * Adds a resource template whose reads may be given again.
     *
     * @param definition what clients see
     * @param cacheSeconds for how long, 0 for never
     * @param reader what reads the resources that match
     */
    public void template(ResourceTemplateDefinition definition, int cacheSeconds,
            DeclaredResources.TemplateReader reader) {
        resources(definition.uriTemplate()).add(definition, Duration.ofSeconds(cacheSeconds), reader);
    }

    private DeclaredResources resources(String uri) {
        String scheme = uri.substring(0, uri.indexOf(':'));
        return resources.computeIfAbsent(scheme, key -> {
            DeclaredResources connector = new DeclaredResources();
            declared.connector(key, connector);
            return connector;
        });
    }

    /**
     * Returns the started instance, after asking every contributor for its contributions.
     *
     * @return the instance
     * @throws IllegalArgumentException if two contributors contribute the same
     */
    public StartedPlugin start() {
        Contributions.Builder dynamic = Contributions.builder();
        for (Object object : objects) {
            if (object instanceof Contributor contributor) {
                dynamic.addAll(contributor.contributions());
            }
        }
        return new Started(declared.build(), dynamic.build(), List.copyOf(objects));
    }

    /**
     * Closes what was added, because the start fails.
     *
     * @param cause why it fails; gets what the closing throws as suppressed
     */
    public void abandon(Throwable cause) {
        for (Throwable problem : close(objects)) {
            cause.addSuppressed(problem);
        }
    }

    private static List<Throwable> close(List<Object> objects) {
        List<Throwable> problems = new ArrayList<>();
        for (Object object : objects.reversed()) {
            if (object instanceof AutoCloseable closeable) {
                try {
                    closeable.close();
                } catch (Throwable e) { // each of the others is still closed, whatever this one throws
                    if (e instanceof InterruptedException) {
                        Thread.currentThread().interrupt();
                    }
                    problems.add(e);
                }
            }
        }
        return problems;
    }

    private record Started(Contributions declared, Contributions dynamic,
            List<Object> objects) implements StartedPlugin {
        @Override
        public void checkHealth() throws Exception {
            for (Object object : objects) {
                if (object instanceof HealthCheck health) {
                    health.check();
                }
            }
        }

        @Override
        public void stop() throws Exception {
            List<Throwable> problems = close(objects);
            if (problems.isEmpty()) {
                return;
            }
            Throwable first = problems.getFirst();
            problems.stream().skip(1).forEach(first::addSuppressed);
            if (first instanceof Exception exception) {
                throw exception;
            }
            throw (Error) first;
        }
    }
}
