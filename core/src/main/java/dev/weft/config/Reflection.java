package dev.weft.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@link Config} asks of records: Keras's names, the kinds of a sealed type, how one is made. */
final class Reflection {
  private static final Map<String, String> SNAKE_CASE = new ConcurrentHashMap<>(); // of the names of components

  private Reflection() {}

  /** All kinds that have a name in files, those of sealed types below it, too. */
  static Stream<Class<?>> types(Class<?> family) {
    return permitted(family)
        .filter(type -> !type.isAnnotationPresent(NotInFiles.class))
        .filter(type -> !(isBare(type) && isMap(only(type))));
  }

  /** The records of a sealed type, those of a sealed type below it among them. */
  private static Stream<Class<?>> permitted(Class<?> family) {
    return Arrays.stream(family.getPermittedSubclasses())
        .flatMap(type -> type.isSealed() ? permitted(type) : Stream.of(type));
  }

  static boolean isBare(Class<?> type) {
    return type.isAnnotationPresent(Bare.class);
  }

  /** The kind that files write without its name, or null. */
  static Class<?> bare(Class<?> family) {
    return permitted(family).filter(Reflection::isBare).findFirst().orElse(null);
  }

  /** The component whose value may stand for all arguments of a kind, or null. */
  static RecordComponent shorthand(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    return components.length == 1 ? components[0] : marked(type);
  }

  /** The component that is marked as such, or null. */
  static RecordComponent marked(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .filter(component -> component.isAnnotationPresent(Shorthand.class))
        .findFirst()
        .orElse(null);
  }

  /** A record's one component. */
  static RecordComponent only(Class<?> type) {
    return type.getRecordComponents()[0];
  }

  static boolean isMap(RecordComponent component) {
    return component.getType() == Map.class;
  }

  /** The sealed type of which a record is one kind, or null; of several, the one above the others. */
  static Class<?> family(Class<?> type) {
    Class<?> nearest = Arrays.stream(type.getInterfaces()).filter(Class::isSealed).findFirst().orElse(null);
    Class<?> above = nearest == null ? null : family(nearest);
    return above == null ? nearest : above;
  }

  static boolean isFlattened(RecordComponent component) {
    return component.getType().isAnnotationPresent(Flattened.class);
  }

  /** How values of the type stand in files, or null if as any other. */
  static Form<?> form(Class<?> type) {
    HasForm has = type.getAnnotation(HasForm.class);
    return has == null ? null : make(has.value());
  }

  static Optional<Hints> hints(Class<?> type) {
    return Optional.ofNullable(type).map(has -> has.getAnnotation(HasHints.class)).map(has -> make(has.value()));
  }

  private static <T> T make(Class<T> type) {
    try {
      Constructor<T> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  static String kind(Class<?> type) {
    KerasName name = type.getAnnotation(KerasName.class);
    return name == null ? type.getSimpleName() : name.value();
  }

  static String name(RecordComponent component) {
    KerasName name = component.getAnnotation(KerasName.class);
    return name == null ? SNAKE_CASE.computeIfAbsent(component.getName(), SnakeCase::of) : name.value();
  }

  /** A component's name as a configuration has it: the usual one, or another that is read, too. */
  static String nameIn(Map<?, ?> config, RecordComponent component) {
    return Stream.concat(Stream.of(name(component)), also(component))
        .filter(config::containsKey)
        .findFirst()
        .orElse(name(component));
  }

  /** What people write instead of a component's name. */
  static Stream<String> also(RecordComponent component) {
    KerasName name = component.getAnnotation(KerasName.class);
    return name == null ? Stream.empty() : Arrays.stream(name.also());
  }

  /** Whether a word is another name of one of the type's components. */
  static boolean isOtherName(Class<?> type, String word) {
    return Arrays.stream(type.getRecordComponents()).flatMap(Reflection::also).anyMatch(word::equals);
  }

  static List<String> argumentNames(Class<?> type) {
    List<String> names = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (isFlattened(component)) {
        names.addAll(argumentNames(component.getType()));
      } else {
        names.add(name(component));
      }
    }
    return names;
  }

  /**
   * The static {@code of} with the fewest parameters among those whose parameters all are components; null if there is
   * none.
   */
  static Method factory(Class<?> type) {
    return factories(type).min(Comparator.comparingInt(Method::getParameterCount)).orElse(null);
  }

  /** The components that must be given: the parameters of the shortest {@code of}, or all. */
  static Set<String> required(Class<?> type) {
    Method of = factory(type);
    return Arrays.stream(of == null ? constructor(type).getParameters() : of.getParameters())
        .map(Parameter::getName)
        .collect(Collectors.toSet());
  }

  /** The static {@code of} that takes most of what is given; null if there is none. */
  static Method factory(Class<?> type, Set<String> given) {
    return factories(type)
        .filter(method -> Arrays.stream(method.getParameters()).map(Parameter::getName).allMatch(given::contains))
        .max(Comparator.comparingInt(Method::getParameterCount))
        .orElse(null);
  }

  /** The static {@code of} whose parameters all are components. */
  static Stream<Method> factories(Class<?> type) {
    Map<String, Class<?>> components =
        Arrays.stream(type.getRecordComponents())
            .collect(Collectors.toMap(RecordComponent::getName, RecordComponent::getType));
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.getName().equals("of") && Modifier.isStatic(method.getModifiers()))
        .filter(method ->
            Arrays.stream(method.getParameters())
                .allMatch(parameter -> parameter.getType() == components.get(parameter.getName())))
        .peek(method -> method.setAccessible(true));
  }

  static Constructor<?> constructor(Class<?> type) {
    try {
      Class<?>[] types =
          Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  static <R extends Record> R with(R record, String name, Object value) {
    Object[] arguments =
        Arrays.stream(record.getClass().getRecordComponents())
            .map(component -> component.getName().equals(name) ? value : get(component, record))
            .toArray();
    try {
      return (R) constructor(record.getClass()).newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException check ? check : new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  static Object get(RecordComponent component, Object record) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
