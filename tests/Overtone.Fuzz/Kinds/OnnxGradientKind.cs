using Overtone.Fuzz.Mutation;
using Overtone.Models;
using static Overtone.Models.ProtobufFields;
using static TorchSharp.torch;

namespace Overtone.Fuzz.Kinds;

/// <summary>ONNX files that our own graph computes in this process: one grey image and its gradient.</summary>
internal static class OnnxGradientKind
{
    private const int UsualSide = 16, MostSide = 64;

    public static InputKind Kind { get; } = new("onnx-gradient", Structure.Protobuf, "m.onnx", [.. Seeds()], folder =>
        Compute(Path.Combine(folder, "m.onnx")))
    {
        Patience = TimeSpan.FromSeconds(60),
        QuotesLibraries = true,
        // A graph that is refused as it is would find nothing.
        Prepare = folder =>
        {
            foreach (byte[] seed in OnnxSeeds.All())
            {
                File.WriteAllBytes(Path.Combine(folder, "m.onnx"), seed);
                Compute(Path.Combine(folder, "m.onnx"));
            }
        },
    };

    private static IEnumerable<byte[]> Seeds() => OnnxSeeds.All()
        .Concat(Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Fixtures"), "*.onnx").Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes))
        .Concat(Directory.GetFiles(Tests.Cases.Models, "*.onnx").Order(StringComparer.Ordinal).Select(File.ReadAllBytes));

    private static void Compute(string file)
    {
        OnnxModule.FaultOf(file);
        using var scope = NewDisposeScope();
        using var module = OnnxModule.Open(file);
        Tensor image = full(Shape(file, module.Input), 0.5f).requires_grad_(), answer = module.call(image);
        if (answer.requires_grad)
            answer.sum().backward();
    }

    // The shape that the graph declares, with sides of our own where it leaves them open or asks for more than an image has.
    private static long[] Shape(string file, string input) => ModelFile.Guard<long[]>(file, "an intact ONNX file", () =>
    {
        const int Graph = 7, Value = 11, Name = 1, Type = 2, TensorType = 1, ShapeOfTensor = 2, Dimension = 1, Side = 1;
        using FileStream stream = File.OpenRead(file);
        long[] sides =
        [
            .. from graph in Inside(stream, Whole(stream), Graph)
               from value in Inside(stream, graph, Value)
               where Inside(stream, value, Name).Any(name => TextOf(stream, name) == input)
               from type in Inside(stream, value, Type)
               from tensor in Inside(stream, type, TensorType)
               from shape in Inside(stream, tensor, ShapeOfTensor)
               from dimension in Inside(stream, shape, Dimension)
               select (long)In(stream, dimension).LastOrDefault(field => field.Number == Side).Value,
        ];
        return [.. sides.Take(5).Select((side, axis) => side is > 0 and <= MostSide ? side : axis == 0 ? 1 : UsualSide)];
    });
}
