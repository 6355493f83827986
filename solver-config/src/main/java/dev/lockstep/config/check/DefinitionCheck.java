package dev.lockstep.config.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.config.Definition;
import dev.lockstep.config.Definitions;
import dev.lockstep.config.GroupDefinition;
import dev.lockstep.config.text.Document;
import dev.lockstep.config.text.DocumentReader;
import dev.lockstep.config.text.Node;
import dev.lockstep.config.text.Place;
import dev.lockstep.config.text.Plain;
import dev.lockstep.core.OptionException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.engine.HibernateConstraintViolation;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;

/**
 * Checks definitions: everything that is wrong, at once, with file, line and column, what was got,
 * what is allowed and how to repair it.
 *
 * <p>What the framework refuses is an error; what it accepts but hardly anyone means is a warning.
 * Reading is bounded: documents of at most 4 MiB, 32 levels and 250,000 values.
 *
 * <p>Threads: safe to share.
 */
public final class DefinitionCheck {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Comparator<Finding> BY_PLACE =
      Comparator.comparingInt(Finding::line)
          .thenComparingInt(Finding::column)
          .thenComparing(Finding::path)
          .thenComparing(Finding::rule)
          .thenComparing(Finding::got);

  private final Catalogue catalogue;

  /** A check that speaks English or Chinese. */
  public DefinitionCheck(Locale language) {
    this.catalogue = Catalogue.in(language);
  }

  /** Made on first use: a document that cannot be read needs no validator. */
  private static final class Constraints {
    static final Validator VALIDATOR =
        Validation.byProvider(HibernateValidator.class)
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()
            .getValidator();
  }

  /**
   * Checks a file; a name that ends in {@code .json} is read as JSON, any other as YAML.
   *
   * @throws IOException if the file cannot be read
   */
  public Checked file(Path file) throws IOException {
    return bytes(file.toString(), Plain.bytes(file), Plain.isJson(file));
  }

  /** Checks JSON. */
  public Checked json(String name, String json) {
    return bytes(name, json.getBytes(StandardCharsets.UTF_8), true);
  }

  /** Checks YAML. */
  public Checked yaml(String name, String yaml) {
    return bytes(name, yaml.getBytes(StandardCharsets.UTF_8), false);
  }

  /** Checks a definition that was made in Java; places are those of its JSON. */
  public Checked definition(Definition definition) {
    return json("definition", Definitions.toJson(definition));
  }

  private Checked bytes(String name, byte[] bytes, boolean json) {
    Document document = DocumentReader.read(bytes, json);
    List<Finding> findings = new ArrayList<>();
    document.flaws().forEach(flaw -> findings.add(finding(name, Problem.of(flaw), flaw.place())));
    Optional<Definition> definition = Optional.empty();
    if (document.root().isPresent()) {
      Node root = Definitions.normal(document.root().get());
      Set<Problem> problems = new LinkedHashSet<>();
      Optional<Draft> draft = new Shape(problems::add).read(root.plain());
      draft.ifPresent(d -> problems.addAll(violations(d)));
      boolean refused = problems.stream().anyMatch(DefinitionCheck::isError);
      if (draft.isPresent() && !refused) {
        definition = built(draft.get(), problems);
      }
      problems.forEach(p -> findings.add(finding(name, p, root.find(p.path()))));
    }
    findings.sort(BY_PLACE);
    boolean fine = findings.stream().noneMatch(Finding::isError);
    return new Checked(findings, fine ? definition : Optional.empty());
  }

  private static boolean isError(Problem problem) {
    return problem.rule().severity() == Severity.ERROR;
  }

  /** Makes everything together: what no rule saw, the constructor still refuses. */
  private static Optional<Definition> built(Draft draft, Set<Problem> problems) {
    try {
      Definition definition = draft.definition();
      Optional<Refusal> refusal = Trial.of(withoutUnchecked(definition, problems), Trial.REAL);
      refusal.ifPresent(
          r -> problems.add(Problem.of(Rule.REFUSED, "api", draft.api(), r.reason())));
      return refusal.isPresent() ? Optional.empty() : Optional.of(definition);
    } catch (OptionException e) {
      problems.add(Problem.of(Rule.REFUSED, "", draft.api(), String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  /** Torch stores in a group what its constructor would refuse; that is a warning already. */
  private static Definition withoutUnchecked(Definition definition, Set<Problem> problems) {
    List<GroupDefinition> groups = new ArrayList<>();
    for (int i = 0; i < definition.groups().size(); i++) {
      String path = "groups[" + i + "].";
      GroupDefinition group = definition.groups().get(i);
      List<String> unchecked =
          problems.stream()
              .filter(p -> p.rule() == Rule.GROUP_OPTION_UNCHECKED && p.path().startsWith(path))
              .map(p -> p.path().substring(path.length()))
              .toList();
      groups.add(
          new GroupDefinition(
              group.params(), group.orderParams(), Trial.without(group.options(), unchecked)));
    }
    return definition.withGroups(groups);
  }

  private static List<Problem> violations(Draft draft) {
    return Constraints.VALIDATOR.validate(draft).stream().map(DefinitionCheck::problem).toList();
  }

  private static Problem problem(ConstraintViolation<Draft> violation) {
    HibernateConstraintViolation<?> own = violation.unwrap(HibernateConstraintViolation.class);
    Problem known = own.getDynamicPayload(Problem.class);
    if (known != null) {
      return known;
    }
    String id = violation.getMessageTemplate().replaceAll("[{}]", "");
    String path =
        violation
            .getPropertyPath()
            .toString()
            .replace(".<list element>", "")
            .replace("stepsPerEpoch", "steps_per_epoch");
    Rule rule = Rule.valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
    String allowed = allowed(violation.getConstraintDescriptor().getAttributes());
    return Problem.of(rule, path, violation.getInvalidValue(), allowed);
  }

  private static String allowed(Map<String, @Nullable Object> attributes) {
    return attributes.get("regexp") instanceof String alternatives
        ? alternatives.substring(1).replace("|", ", ")
        : attributes.containsKey("inclusive") ? ">= 0" : "";
  }

  private Finding finding(String name, Problem problem, Place place) {
    return new Finding(
        problem.rule().id(),
        problem.rule().severity().toString(),
        name,
        place.line(),
        place.column(),
        problem.path(),
        problem.got(),
        problem.allowed(),
        catalogue.fix(problem),
        catalogue.message(problem));
  }

  /** How these findings look as JSON: {@code {"findings": [...]}}. */
  public static String toJson(List<Finding> findings) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(Map.of("findings", findings));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
