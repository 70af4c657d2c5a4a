package dev.patchbay.processor.type;

import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;

/**
 * Where a type stands in the source.
 *
 * @param element the element that errors are reported at
 * @param subject the start of an error's sentence, such as {@code Parameter 'limit'}
 * @param from the package whose generated code must be able to name the type
 */
public record Place(Element element, String subject, PackageElement from) {
    Place at(Element other, String otherSubject) {
        return new Place(other, otherSubject, from);
    }
}
