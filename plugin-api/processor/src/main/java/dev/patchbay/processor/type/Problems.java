package dev.patchbay.processor.type;

import java.util.LinkedHashSet;
import java.util.Set;
import javax.annotation.processing.Messager;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;

/** The compile errors found so far, each at its element. The same error at the same element is kept once. */
public final class Problems {
    private final Set<Problem> problems = new LinkedHashSet<>();

    private record Problem(Element element, String message) {}

    /** Adds an error: what is wrong with which value, and what to do. */
    public void add(Element element, String message) {
        problems.add(new Problem(element, message));
    }

    /** Returns whether nothing was found. */
    public boolean isEmpty() {
        return problems.isEmpty();
    }

    /** Reports all to the compiler, in the order in which they were found. */
    public void report(Messager messager) {
        problems.forEach(problem -> messager.printMessage(Diagnostic.Kind.ERROR, problem.message(), problem.element()));
    }
}
