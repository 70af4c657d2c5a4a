package dev.patchbay.processor.contribution;

import java.util.List;
import javax.lang.model.element.ExecutableElement;

/**
 * A method that is a resource, or serves all resources of a template.
 *
 * @param element the method
 * @param isTemplate whether {@code uri} is a template
 * @param uri the URI or the template
 * @param name its name
 * @param title a title, or the empty string
 * @param description what it is
 * @param mimeType the media type, or the empty string if each read tells its own
 * @param cacheSeconds for how long a read may be given again, 0 for never
 * @param parameters the method's parameters
 * @param result what it returns
 */
public record ResourceModel(ExecutableElement element, boolean isTemplate, String uri, String name, String title,
        String description, String mimeType, int cacheSeconds, List<Parameter> parameters, Result result) {
    /** Returns the scheme of the URI. */
    public String scheme() {
        return uri.substring(0, uri.indexOf(':'));
    }
}
