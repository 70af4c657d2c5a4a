package dev.patchbay.processor.contribution;

import dev.patchbay.processor.type.TypeReader;
import dev.patchbay.processor.type.Use;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * All that a plugin contributes.
 *
 * @param classes its classes by qualified name
 * @param types the types of each package with contributing classes
 */
public record Plugin(List<ContributingClass> classes, SortedMap<String, TypeReader> types) {
    /** Returns the configuration, if a class takes one. */
    public Optional<Use> configuration() {
        return classes.stream().map(ContributingClass::configuration).flatMap(Optional::stream).findFirst();
    }

    /** Returns the schemes it serves, sorted. */
    public List<String> schemes() {
        TreeSet<String> schemes = new TreeSet<>();
        for (ContributingClass one : classes) {
            one.scheme().ifPresent(schemes::add);
            one.resources().forEach(resource -> schemes.add(resource.scheme()));
        }
        return List.copyOf(schemes);
    }

    /** Returns whether a class contributes at run time too. */
    public boolean isDynamic() {
        return classes.stream().anyMatch(ContributingClass::isContributor);
    }

    /** Returns the package of the glue. */
    public String gluePackage() {
        return classes.get(0).packageName();
    }

    /** Returns the qualified name of the glue. */
    public String glueName() {
        return gluePackage().isEmpty() ? "PatchbayGlue" : gluePackage() + ".PatchbayGlue";
    }

}
