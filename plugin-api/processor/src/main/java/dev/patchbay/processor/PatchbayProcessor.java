package dev.patchbay.processor;

import dev.patchbay.api.Contributes;
import dev.patchbay.api.Description;
import dev.patchbay.api.Schema;
import dev.patchbay.api.completion.Completion;
import dev.patchbay.api.prompt.Prompt;
import dev.patchbay.api.resource.Resource;
import dev.patchbay.api.resource.ResourceTemplate;
import dev.patchbay.api.resource.Scheme;
import dev.patchbay.api.tool.Tool;
import dev.patchbay.processor.contribution.Plugin;
import dev.patchbay.processor.contribution.PluginReader;
import dev.patchbay.processor.contribution.StabilityCheck;
import dev.patchbay.processor.glue.PluginFiles;
import dev.patchbay.processor.type.JavaNames;
import dev.patchbay.processor.type.Problems;
import dev.patchbay.processor.type.UnresolvedTypeException;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/**
 * Turns the classes marked {@link Contributes} of one compilation into the extension index, the definitions and the glue
 * of a plugin, or reports what is wrong with them. A compilation without such a class is left alone.
 *
 * <p>Everything is written in the first round in which all types are known, since sources written in the last round are
 * compiled with a warning. A contributing class that another processor generates later is an error.
 */
public final class PatchbayProcessor extends AbstractProcessor {
    private static final List<Class<? extends Annotation>> METHOD_MARKS = List.of(Tool.class, Resource.class,
            ResourceTemplate.class, Prompt.class, Completion.class);

    private final Set<String> waiting = new TreeSet<>();
    private boolean done;

    /** Created by the compiler. */
    public PatchbayProcessor() {}

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Stream.concat(Stream.of(Contributes.class, Scheme.class, Description.class, Schema.class),
                METHOD_MARKS.stream()).map(Class::getName)
                .collect(Collectors.toSet());
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        Problems problems = new Problems();
        checkHomes(round, problems);
        new StabilityCheck().scan(round.getRootElements(), problems);
        for (Element element : round.getElementsAnnotatedWith(Contributes.class)) {
            if (done) {
                problems.add(element, "Class " + element.getSimpleName() + " is generated after the plugin's glue;"
                        + " a contributing class must be there from the start");
            } else {
                waiting.add(((TypeElement) element).getQualifiedName().toString());
            }
        }
        if (!done && !waiting.isEmpty() && !round.processingOver()) {
            generate(problems);
        }
        problems.report(processingEnv.getMessager());
        return false; // a claim would keep processors after this one from running
    }

    private void generate(Problems problems) {
        Set<TypeElement> contributing = new LinkedHashSet<>();
        waiting.forEach(name -> contributing.add(processingEnv.getElementUtils().getTypeElement(name)));
        Problems found = new Problems();
        try {
            Plugin plugin = new PluginReader(processingEnv.getTypeUtils(), processingEnv.getElementUtils(), found)
                    .read(contributing);
            done = true;
            if (found.isEmpty() && problems.isEmpty()) {
                new PluginFiles(processingEnv.getFiler(), plugin).write();
            }
        } catch (UnresolvedTypeException e) {
            return; // another processor may generate the type; if none does, the compiler says that it is missing
        } catch (IOException e) {
            processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR,
                    "The files of the plugin cannot be written: " + e.getMessage());
        }
        found.report(processingEnv.getMessager());
    }

    private static void checkHomes(RoundEnvironment round, Problems problems) {
        for (Class<? extends Annotation> mark : METHOD_MARKS) {
            for (Element method : round.getElementsAnnotatedWith(mark)) {
                checkHome(method, "Method", mark, JavaNames.outer(method), problems);
            }
        }
        for (Element type : round.getElementsAnnotatedWith(Scheme.class)) {
            checkHome(type, "Class", Scheme.class, type, problems);
        }
    }

    private static void checkHome(Element element, String kind, Class<? extends Annotation> mark, Element home,
            Problems problems) {
        if (home.getAnnotation(Contributes.class) == null) {
            String itself = element.equals(home) ? "it" : "its class " + home.getSimpleName();
            problems.add(element,
                    kind + " " + element.getSimpleName() + " is marked @" + mark.getSimpleName() + ", but "
                            + itself + " is not marked @Contributes; mark the class");
        }
    }
}
