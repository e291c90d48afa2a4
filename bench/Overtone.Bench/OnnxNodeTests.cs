using Overtone.Models;
using Overtone.Models.Onnx;
using static TorchSharp.torch;

namespace Overtone.Bench;

/// <summary>
/// The ONNX project's own tests of single operators (<c>onnx/backend/test/data/node</c> of a checkout of its repository): each is a model
/// of one node with inputs and outputs. Says which operators pass, and what fails with its reason.
/// </summary>
internal static class OnnxNodeTests
{
    private const string Verb = "onnx-node-tests";
    private const double Relative = 1e-3, Absolute = 1e-5;

    // Casts to bfloat16 whose expected infinities are those of another rounding; resizings in which ONNX Runtime departs from the
    // specification in the same way.
    private static readonly HashSet<string> Departing = new(StringComparer.Ordinal)
    {
        "test_cast_BFLOAT16_to_FLOAT", "test_cast_FLOAT_to_BFLOAT16", "test_castlike_BFLOAT16_to_FLOAT",
        "test_castlike_BFLOAT16_to_FLOAT_expanded", "test_castlike_FLOAT_to_BFLOAT16", "test_castlike_FLOAT_to_BFLOAT16_expanded",
        "test_resize_downsample_scales_cubic_align_corners", "test_resize_downsample_scales_linear_align_corners",
    };

    public static bool IsAskedFor(string[] args) => args is [Verb, _, ..];

    /// <summary>Runs the tests of a folder.</summary>
    /// <param name="folder">The folder with a folder for each test.</param>
    /// <returns>
    /// The exit code: 0 where every test of an operator that is computed passes, is refused with a reason, or departs as others do.
    /// </returns>
    public static int Run(string folder)
    {
        var outcomes = new List<(string Operator, string Test, Outcome Outcome)>();
        HashSet<string> known =
        [
            .. OnnxOperators.Families.SelectMany(family => family.Operators).Where(o => o.Domain.Length == 0).Select(o => o.Name),
        ];
        int others = 0;
        foreach (string test in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            if (OperatorOf(Path.Combine(test, "model.onnx")) is not { } name || !known.Contains(name))
                others++;
            else
                outcomes.Add((name, Path.GetFileName(test), OutcomeOf(test)));
        }

        foreach ((string name, string test, Outcome outcome) in outcomes.Where(o => !o.Outcome.Passes))
            Console.WriteLine($"{name}: {test}: {outcome.Fault}");
        foreach (var same in outcomes.GroupBy(o => o.Operator).OrderBy(same => same.Key, StringComparer.Ordinal))
            Console.WriteLine($"{same.Key}: {same.Count(o => o.Outcome.Passes)} of {same.Count()} pass");
        int passed = outcomes.Count(o => o.Outcome.Passes), refused = outcomes.Count(o => o.Outcome.IsRefused);
        int departing = outcomes.Count(o => Departing.Contains(o.Test) && o.Outcome is { Passes: false, IsRefused: false });
        Console.WriteLine(
            $"{passed} of {outcomes.Count} tests of {known.Count} operators pass, {refused} are refused with a reason, {departing} depart "
                + $"as known; {others} are of others or of several nodes");
        return passed + refused + departing == outcomes.Count ? 0 : 1;
    }

    private static string? OperatorOf(string file)
    {
        try
        {
            using FileStream stream = File.OpenRead(file);
            return OnnxProtobuf.Nodes(stream) is [var only] ? only.Operator : null;
        }
        catch (Exception error) when (error is ModelFormatException or IOException)
        {
            return null;
        }
    }

    private static Outcome OutcomeOf(string test)
    {
        try
        {
            using var scope = NewDisposeScope();
            using OnnxModel model = OnnxModelReader.Read(Path.Combine(test, "model.onnx"));
            string data = Path.Combine(test, "test_data_set_0");
            var inputs = model.Inputs.Select((name, n) => (Name: name, Value: Tensor(Path.Combine(data, $"input_{n}.pb"))))
                .Where(pair => pair.Value is not null).ToDictionary(pair => pair.Name, pair => pair.Value!);
            // All but the first are weights: shapes and axes must not depend on the images.
            bool hasImage = model.Nodes[0].Operator is not ("OneHot" or "Range");
            string first = inputs.Where(pair => hasImage && pair.Value.is_floating_point()).Select(pair => pair.Key).FirstOrDefault("");
            Tensor image = inputs.GetValueOrDefault(first) ?? zeros(1);
            OnnxModel prepared = model with
            {
                Inputs = [first.Length == 0 ? "no image" : first],
                Weights = inputs.Where(pair => pair.Key != first).ToDictionary(pair => pair.Key, pair => pair.Value),
            };
            using var program = OnnxProgram.Trace(prepared, model.Outputs, image);
            IReadOnlyList<Tensor> found = program.Run(image);
            for (int n = 0; n < found.Count; n++)
            {
                if (Tensor(Path.Combine(data, $"output_{n}.pb")) is { } expected && Differ(found[n], expected) is { Length: > 0 } fault)
                    return new Outcome($"output {n}: {fault}", IsRefused: false);
            }

            return new Outcome("", IsRefused: false);
        }
        catch (Exception error)
        {
            return new Outcome(error.Message.Split('\n')[0], error is ModelFormatException);
        }
    }

    private static string Differ(Tensor found, Tensor expected)
    {
        if (!found.shape.SequenceEqual(expected.shape))
            return $"[{string.Join(", ", found.shape)}] for [{string.Join(", ", expected.shape)}]";
        if (found.numel() == 0)
            return "";
        Tensor a = found.detach().to_type(ScalarType.Float64), b = expected.to_type(ScalarType.Float64);
        Tensor near = (a - b).abs().le((b.abs() * Relative) + Absolute).logical_or(a.eq(b)).logical_or(a.isnan().logical_and(b.isnan()));
        return near.all().item<bool>() ? "" : $"differs by up to {(a - b).abs().max().item<double>():G3}";
    }

    private static Tensor? Tensor(string file)
    {
        if (!File.Exists(file))
            return null;
        using FileStream stream = File.OpenRead(file);
        return new OnnxTensorReader(stream, file).Read(ProtobufFields.Whole(stream)).Value;
    }

    /// <summary>How a test ended.</summary>
    /// <param name="Fault">What is wrong; empty if nothing.</param>
    /// <param name="IsRefused">Whether the model was refused with a reason, so that no wrong number is given.</param>
    private sealed record Outcome(string Fault, bool IsRefused)
    {
        public bool Passes => Fault.Length == 0;
    }
}
