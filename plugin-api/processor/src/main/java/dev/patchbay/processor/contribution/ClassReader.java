package dev.patchbay.processor.contribution;

import dev.patchbay.api.completion.Completion;
import dev.patchbay.api.prompt.Prompt;
import dev.patchbay.api.resource.Resource;
import dev.patchbay.api.resource.ResourceTemplate;
import dev.patchbay.api.resource.Scheme;
import dev.patchbay.api.tool.Tool;
import dev.patchbay.processor.contribution.ContributingClass.Taken;
import dev.patchbay.processor.type.JavaNames;
import dev.patchbay.processor.type.Place;
import dev.patchbay.processor.type.UnresolvedTypeException;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Reads one class marked as contributing. */
final class ClassReader {
    /** The annotations that make a method a contribution. */
    static final List<Class<? extends Annotation>> MARKS = List.of(Tool.class, Resource.class, ResourceTemplate.class,
            Prompt.class, Completion.class);

    private final Reading reading;
    private final TypeElement element;
    private final List<ToolModel> tools = new ArrayList<>();
    private final List<ResourceModel> resources = new ArrayList<>();
    private final List<PromptModel> prompts = new ArrayList<>();
    private final List<CompletionModel> completions = new ArrayList<>();

    ClassReader(Reading reading, TypeElement element) {
        this.reading = reading;
        this.element = element;
    }

    Optional<ContributingClass> read() {
        if (!Set.of(ElementKind.CLASS, ElementKind.RECORD).contains(element.getKind())) {
            problem("is not a class; @Contributes belongs on a class");
            return Optional.empty();
        }
        checkShape();
        List<Taken> constructor = constructor();
        ElementFilter.methodsIn(element.getEnclosedElements()).forEach(this::method);
        Optional<String> scheme = scheme();
        boolean isContributor = reading.isAssignable(element.asType(), "dev.patchbay.api.Contributor");
        boolean contributes = isContributor || scheme.isPresent()
                || Stream.of(tools, resources, prompts, completions).anyMatch(list -> !list.isEmpty());
        boolean hasRole = Stream.of("dev.patchbay.api.HealthCheck", "java.lang.AutoCloseable")
                .anyMatch(role -> reading.isAssignable(element.asType(), role));
        if (!contributes && !hasRole && reading.problems().isEmpty()) {
            problem("contributes nothing; mark a public method @Tool, @Resource, @ResourceTemplate or @Prompt,"
                    + " or implement Contributor");
        }
        return Optional.of(new ContributingClass(element, constructor, scheme, isContributor, tools, resources, prompts,
                completions));
    }

    private void problem(String text) {
        reading.problems().add(element, "Class " + element.getSimpleName() + " " + text);
    }

    private void checkShape() {
        for (Element outer = element; outer.getKind() != ElementKind.PACKAGE; outer = JavaNames.outer(outer)) {
            if (!outer.getModifiers().contains(Modifier.PUBLIC)) {
                problem("is not public; make it and every class around it public");
                break;
            }
        }
        if (element.getNestingKind().isNested() && !element.getModifiers().contains(Modifier.STATIC)) {
            problem("is an inner class; make it static");
        }
        if (element.getModifiers().contains(Modifier.ABSTRACT)) {
            problem("is abstract; put @Contributes on a class that extends it");
        }
        if (!element.getTypeParameters().isEmpty()) {
            problem("is generic; put @Contributes on a class without type parameters");
        }
    }

    private List<Taken> constructor() {
        List<ExecutableElement> constructors = ElementFilter.constructorsIn(element.getEnclosedElements()).stream()
                .filter(constructor -> constructor.getModifiers().contains(Modifier.PUBLIC)).toList();
        if (constructors.isEmpty() && !element.getModifiers().contains(Modifier.PUBLIC)) {
            return List.of(); // its implicit constructor is no more public than the class, which is told already
        }
        if (constructors.size() != 1) {
            problem(constructors.isEmpty() ? "has no public constructor; make one public"
                    : "has " + constructors.size() + " public constructors; keep one");
            return List.of();
        }
        List<Taken> taken = new ArrayList<>();
        for (VariableElement parameter : constructors.get(0).getParameters()) {
            TypeMirror type = parameter.asType();
            if (type.getKind() == TypeKind.ERROR) {
                throw new UnresolvedTypeException(type.toString());
            }
            Optional<Taken> read = reading.is(type, "dev.patchbay.api.PluginContext")
                    ? Optional.of(new ContributingClass.TakenContext())
                    : configuration(parameter, type);
            read.ifPresent(one -> {
                if (taken.stream().anyMatch(other -> other.getClass() == one.getClass())) {
                    reading.problems().add(parameter, "Constructor parameter '" + parameter.getSimpleName()
                            + "' is a second one of its kind; a constructor takes at most a configuration record"
                            + " and a PluginContext");
                }
                taken.add(one);
            });
        }
        checkThrown(constructors.get(0), "The constructor of " + element.getSimpleName());
        return taken;
    }

    private Optional<Taken> configuration(VariableElement parameter, TypeMirror type) {
        boolean isRecord = type instanceof DeclaredType declared
                && declared.asElement().getKind() == ElementKind.RECORD;
        String subject = "Constructor parameter '" + parameter.getSimpleName() + "'";
        if (!isRecord) {
            reading.problems().add(parameter, subject + " has the type " + JavaNames.of(type)
                    + ", but a constructor takes at most a configuration record and a PluginContext");
            return Optional.empty();
        }
        Place place = new Place(parameter, subject, JavaNames.packageOf(element));
        ConfigurationRules.checkDescriptions((TypeElement) ((DeclaredType) type).asElement(), reading.problems());
        return reading.reader().read(type, place).map(ContributingClass.TakenConfiguration::new);
    }

    private void method(ExecutableElement method) {
        List<String> marks = MARKS.stream().filter(mark -> method.getAnnotation(mark) != null)
                .map(mark -> "@" + mark.getSimpleName()).toList();
        if (marks.isEmpty()) {
            return;
        }
        String subject = "Method " + method.getSimpleName();
        if (marks.size() > 1) {
            reading.problems().add(method, subject + " is marked " + String.join(" and ", marks)
                    + "; split it into methods with one mark each");
            return;
        }
        if (!method.getModifiers().contains(Modifier.PUBLIC)) {
            reading.problems().add(method, subject + " is not public; make it public");
        }
        if (method.getModifiers().contains(Modifier.STATIC)) {
            reading.problems().add(method, subject + " is static; drop static");
        }
        if (!method.getTypeParameters().isEmpty()) {
            reading.problems().add(method, subject + " is generic; name the types it takes and returns");
            return;
        }
        checkThrown(method, subject);
        readMarked(method);
    }

    private void checkThrown(ExecutableElement executable, String subject) {
        for (TypeMirror thrown : executable.getThrownTypes()) {
            if (reading.is(thrown, "java.lang.Throwable")) {
                reading.problems().add(executable, subject + " declares Throwable; declare Exception");
            }
        }
    }

    private void readMarked(ExecutableElement method) {
        Tool tool = method.getAnnotation(Tool.class);
        Resource resource = method.getAnnotation(Resource.class);
        ResourceTemplate template = method.getAnnotation(ResourceTemplate.class);
        Prompt prompt = method.getAnnotation(Prompt.class);
        Completion completion = method.getAnnotation(Completion.class);
        if (tool != null) {
            tools.add(new ToolReader(reading).read(method, tool));
        } else if (resource != null) {
            new ResourceReader(reading).read(method, resource).ifPresent(resources::add);
        } else if (template != null) {
            new ResourceReader(reading).read(method, template).ifPresent(resources::add);
        } else if (prompt != null) {
            prompts.add(new PromptReader(reading).read(method, prompt));
        } else if (completion != null) {
            completions.add(new PromptReader(reading).read(method, completion));
        }
    }

    private Optional<String> scheme() {
        Scheme scheme = element.getAnnotation(Scheme.class);
        boolean isConnector = reading.isAssignable(element.asType(), "dev.patchbay.api.resource.ResourceConnector");
        if (scheme == null) {
            if (isConnector) {
                problem("is a ResourceConnector without a scheme; name it with @Scheme(\"…\")");
            }
            return Optional.empty();
        }
        if (!isConnector) {
            problem("is marked @Scheme but is no ResourceConnector; implement it or drop @Scheme");
        }
        if (!ResourceReader.isScheme(scheme.value())) {
            problem("serves '" + scheme.value()
                    + "', which is not a URI scheme; use a lower-case letter, then letters, digits, '+', '-' or '.'");
        }
        return Optional.of(scheme.value());
    }
}
