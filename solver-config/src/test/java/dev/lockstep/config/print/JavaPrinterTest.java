package dev.lockstep.config.print;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.config.Builder;
import dev.lockstep.config.Definition;
import dev.lockstep.config.Definitions;
import dev.lockstep.core.LossScaler;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.MindSporeOptimizer;
import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.SGD;
import dev.lockstep.torch.optim.TorchOptions;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaPrinterTest {
  @TempDir Path folder;

  private Class<?> loaded = Object.class;

  private static Definition read(String json) {
    return Definitions.fromJson(json.replace('\'', '"'));
  }

  private static Map<String, Parameter> model(Definition definition) {
    return definition.parameters().stream()
        .collect(
            Collectors.toMap(
                p -> p.name(), p -> new Parameter(p.name(), Tensor.of(new float[6], 2, 3))));
  }

  private Object compiled(Definition definition, Map<String, Parameter> model) throws Exception {
    Path source = folder.resolve("Made.java");
    Files.writeString(source, JavaPrinter.print(definition, "Made"));
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                source.toString());
    assertEquals(0, code, () -> JavaPrinter.print(definition, "Made"));
    URL[] home = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(home, getClass().getClassLoader())) {
      loaded = loader.loadClass("Made");
      return loaded.getMethod("make", Map.class).invoke(null, model);
    }
  }

  @Test
  void printedTorchCodeMakesTheSameGroups() throws Exception {
    Definition definition =
        read(
            "{'framework':'torch','api':'optim.Adam','options':{'lr':0.1,'betas':[0.8,0.9]},"
                + "'parameters':[{'name':'a'},{'name':'b \\u00e9'}],"
                + "'groups':[{'params':['a'],'weight_decay':0.5},{'params':['*']}]}");
    Map<String, Parameter> model = model(definition);
    Optimizer made = (Optimizer) compiled(definition, model);
    Optimizer built = (Optimizer) Builder.build(definition, List.copyOf(model.values()));
    for (int i = 0; i < 2; i++) {
      int group = i;
      assertEquals(built.paramGroups().get(i).params(), made.paramGroups().get(i).params());
      built
          .paramGroups()
          .get(i)
          .options()
          .keys()
          .forEach(
              key ->
                  assertEquals(
                      built.paramGroups().get(group).get(key),
                      made.paramGroups().get(group).get(key)));
    }
  }

  @Test
  void printedMindSporeCodeKeepsRatesAndOrder() throws Exception {
    Definition definition =
        read(
            "{'framework':'mindspore','api':'nn.Momentum','options':{'learning_rate':0.1,"
                + "'momentum':0.9},'parameters':[{'name':'a'},{'name':'b'}],'groups':["
                + "{'params':['a'],'lr':0.5},{'params':['b']},{'order_params':['b','a']}]}");
    MindSporeOptimizer made = (MindSporeOptimizer) compiled(definition, model(definition));
    assertEquals(List.of("b", "a"), made.parameterOrder().stream().map(Parameter::name).toList());
    assertEquals(List.of(0.1f, 0.5f), List.of(made.getLr()[0], made.getLr()[1]));
  }

  @Test
  void schedulesSchedulersAndTheStepArePrinted() throws Exception {
    Definition cell =
        read(
            "{'framework':'mindspore','api':'nn.SGD','options':{'learning_rate':{'schedule':"
                + "'nn.CosineDecayLR','args':{'min_lr':0.25,'max_lr':0.5,'decay_steps':4}}},"
                + "'parameters':[{'name':'a'}]}");
    MindSporeOptimizer made = (MindSporeOptimizer) compiled(cell, model(cell));
    assertEquals(0.5f, made.getLr()[0]);
    Definition torch =
        read(
            "{'framework':'torch','api':'optim.SGD','options':{'lr':0.5,'weight_decay':{'fn':"
                + "'table','values':[0.5,0.25]}},'parameters':[{'name':'a'}],'schedulers':[{'api':"
                + "'SequentialLR','args':{'schedulers':[{'api':'ConstantLR','args':{}},{'api':"
                + "'LambdaLR','args':{'lr_lambda':{'fn':'pow','base':0.5}}}],'milestones':[2]}}],"
                + "'clipping':[{'api':'nn.utils.clip_grad_norm_','args':{'max_norm':1.0},'each':"
                + "true}],'loss_scale':{'api':'amp.GradScaler','args':{'init_scale':8.0}},"
                + "'accumulation':4}");
    Optimizer optimizer = (Optimizer) compiled(torch, model(torch));
    assertEquals(0.5, optimizer.paramGroups().get(0).get(TorchOptions.WEIGHT_DECAY));
    Class<?> type = loaded;
    assertEquals(4, type.getField("ACCUMULATION").get(null));
    assertEquals(8, ((LossScaler) type.getMethod("lossScaler").invoke(null)).scale());
    assertEquals(1, ((List<?>) type.getMethod("clipping").invoke(null)).size());
    type.getMethod("beforeStep", SGD.class, int.class).invoke(null, optimizer, 1);
    assertEquals(0.25, optimizer.paramGroups().get(0).get(TorchOptions.WEIGHT_DECAY));
    type.getMethod("schedulers", SGD.class).invoke(null, optimizer);
    assertEquals(0.5 / 3, optimizer.paramGroups().get(0).get(TorchOptions.LR));
  }
}
