package dev.patchbay.api.spi;

import dev.patchbay.api.Internal;
import dev.patchbay.api.call.Call;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.api.resource.ResourceConnector;
import dev.patchbay.api.resource.ResourceDefinition;
import dev.patchbay.api.resource.ResourceNotFoundException;
import dev.patchbay.api.resource.ResourceTemplateDefinition;
import dev.patchbay.api.resource.UriTemplate;
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
    private final Map<String, Reader> readers = new LinkedHashMap<>();
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

    private record Template(ResourceTemplateDefinition definition, UriTemplate uriTemplate, TemplateReader reader) {}

    void add(ResourceDefinition definition, Reader reader) {
        definitions.add(definition);
        readers.put(definition.uri(), reader);
    }

    void add(ResourceTemplateDefinition definition, TemplateReader reader) {
        templates.add(new Template(definition, UriTemplate.parse(definition.uriTemplate()), reader));
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
        Reader reader = readers.get(uri);
        if (reader != null) {
            return reader.read(uri, call);
        }
        for (Template template : templates) {
            Optional<Map<String, String>> variables = template.uriTemplate().match(uri);
            if (variables.isPresent()) {
                try {
                    return template.reader().read(uri, variables.get(), call);
                } catch (InvalidValueException e) {
                    ResourceNotFoundException absent = new ResourceNotFoundException(uri);
                    absent.addSuppressed(e);
                    throw absent;
                }
            }
        }
        throw new ResourceNotFoundException(uri);
    }
}
