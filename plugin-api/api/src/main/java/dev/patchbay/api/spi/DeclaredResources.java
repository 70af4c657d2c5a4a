package dev.patchbay.api.spi;

import dev.patchbay.api.Internal;
import dev.patchbay.api.call.Call;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.api.resource.ResourceConnector;
import dev.patchbay.api.resource.ResourceDefinition;
import dev.patchbay.api.resource.ResourceNotFoundException;
import dev.patchbay.api.resource.ResourceTemplateDefinition;
import dev.patchbay.api.resource.UriTemplate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The connector behind the methods of one URI scheme that are annotated as resources or templates. A fixed URI goes
 * before a template, an earlier template before a later one.
 *
 * <p>Threads: filled by one thread before it serves, then read by many.
 */
@Internal
public final class DeclaredResources implements ResourceConnector {
    private final List<ResourceDefinition> definitions = new ArrayList<>();
    private final Map<String, Cached<Reader>> readers = new LinkedHashMap<>();
    private final List<Template> templates = new ArrayList<>();

    DeclaredResources() {}

    /** Reads a resource of a fixed URI. */
    @Internal
    @FunctionalInterface
    public interface Reader {
        /**
         * Reads the resource.
         *
         * @param uri its URI
         * @param call the call
         * @return its contents
         * @throws Exception whatever the plugin's method throws
         */
        ReadResourceResult read(String uri, Call call) throws Exception;
    }

    /** Reads the resources that match a template. */
    @Internal
    @FunctionalInterface
    public interface TemplateReader {
        /**
         * Reads a resource.
         *
         * @param uri its URI
         * @param variables the decoded values of the template's variables
         * @param call the call
         * @return its contents
         * @throws InvalidValueException if a value does not fit the type of its parameter
         * @throws Exception whatever the plugin's method throws
         */
        ReadResourceResult read(String uri, Map<String, String> variables, Call call) throws Exception;
    }

    private record Cached<T>(T reader, Duration life) {}

    private record Template(ResourceTemplateDefinition definition, UriTemplate uriTemplate,
            Cached<TemplateReader> cached) {}

    void add(ResourceDefinition definition, Duration life, Reader reader) {
        definitions.add(definition);
        readers.put(definition.uri(), new Cached<>(reader, life));
    }

    void add(ResourceTemplateDefinition definition, Duration life, TemplateReader reader) {
        templates.add(new Template(definition, UriTemplate.parse(definition.uriTemplate()),
                new Cached<>(reader, life)));
    }

    /** {@return the resources in the order of their declaration} */
    @Override
    public List<ResourceDefinition> list() {
        return List.copyOf(definitions);
    }

    /** {@return the templates in the order of their declaration} */
    @Override
    public List<ResourceTemplateDefinition> templates() {
        return templates.stream().map(Template::definition).toList();
    }

    /**
     * Reads a resource.
     *
     * @param uri the URI
     * @param call the call
     * @return its contents
     * @throws ResourceNotFoundException if no declared URI or template fits, or a variable does not fit its type
     * @throws Exception whatever the plugin's method throws
     */
    @Override
    public ReadResourceResult read(String uri, Call call) throws Exception {
        Cached<Reader> fixed = readers.get(uri);
        if (fixed != null) {
            return fixed.reader().read(uri, call);
        }
        for (Template template : templates) {
            Optional<Map<String, String>> variables = template.uriTemplate().match(uri);
            if (variables.isPresent()) {
                try {
                    return template.cached().reader().read(uri, variables.get(), call);
                } catch (InvalidValueException e) {
                    ResourceNotFoundException absent = new ResourceNotFoundException(uri);
                    absent.addSuppressed(e);
                    throw absent;
                }
            }
        }
        throw new ResourceNotFoundException(uri);
    }

    /**
     * Returns for how long the read of a resource may be given again.
     *
     * @param uri the URI
     * @return what its annotation says; zero for never
     */
    @Override
    public Optional<Duration> cacheFor(String uri) {
        Cached<Reader> fixed = readers.get(uri);
        if (fixed != null) {
            return Optional.of(fixed.life());
        }
        return templates.stream().filter(template -> template.uriTemplate().match(uri).isPresent())
                .map(template -> template.cached().life()).findFirst();
    }
}
