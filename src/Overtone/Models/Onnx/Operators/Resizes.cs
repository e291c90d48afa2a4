using static TorchSharp.torch;

namespace Overtone.Models.Onnx.Operators;

/// <summary>
/// Resizing: along each axis a matrix of weights [new, old], which holds every mode and every way to place pixels, and whose product is
/// differentiable.
/// </summary>
internal static class Resizes
{
    private const string New = "antialias axes coordinate_transformation_mode cubic_coeff_a exclude_outside extrapolation_value "
        + "keep_aspect_ratio_policy mode nearest_mode";

    public static IEnumerable<OnnxOperator> All { get; } =
    [
        OnnxOperator.Of("Upsample", call => Scaled(call, call.Numbers("scales") ?? call.NumbersOf(1)), "mode scales"),
        OnnxOperator.Of("Resize", call => Scaled(call, call.NumbersOf(1)), "mode", since: 10),
        OnnxOperator.Of("Resize", Resize, New, since: 11),
    ];

    private static Tensor Scaled(OnnxCall call, double[]? scales)
    {
        Tensor input = call.Input(0);
        if (scales is null || scales.Length != input.dim())
            throw call.Fault($"{scales?.Length ?? 0} scales", $"{input.dim()}, one an axis");
        Tensor resized = input.alias();
        for (int axis = 0; axis < scales.Length; axis++)
        {
            long size = input.shape[axis], wanted = (long)Math.Floor(size * scales[axis]);
            resized = Along(call, resized, axis, new ResizeAxis
            {
                Size = size,
                Wanted = wanted,
                Scale = scales[axis],
                Mode = ModeOf(call),
                Coordinates = "asymmetric",
                Nearest = "floor",
            });
        }

        return resized;
    }

    private static Tensor Resize(OnnxCall call)
    {
        Tensor input = call.Input(0);
        string coordinates = call.Choice(
            "coordinate_transformation_mode", "half_pixel", "half_pixel", "half_pixel_symmetric", "pytorch_half_pixel", "align_corners",
            "asymmetric", "tf_crop_and_resize", "tf_half_pixel_for_nn");
        string nearest = call.Choice("nearest_mode", "round_prefer_floor", "round_prefer_floor", "round_prefer_ceil", "floor", "ceil");
        int[] axes = call.Integers("axes") is { } given
            ? call.Axes(given, input.dim()) : [.. Enumerable.Range(0, (int)input.dim())];
        if (axes.Distinct().Count() != axes.Length)
            throw call.Fault($"axes [{string.Join(", ", axes)}]", "each once");
        double[]? scales = call.NumbersOf(2) is { Length: > 0 } factors ? factors : null, region = call.NumbersOf(1);
        long[]? sizes = call.IntegersOf(3) is { Length: > 0 } wanted ? wanted : null;
        if ((scales?.Length ?? sizes?.Length) != axes.Length)
            throw call.Fault($"{scales?.Length ?? sizes?.Length ?? 0} scales or sizes", $"{axes.Length}, one an axis");
        if (sizes is not null)
            (sizes, scales) = Sizes(call, input, axes, sizes);
        Tensor resized = input.alias();
        for (int n = 0; n < axes.Length; n++)
        {
            long size = input.shape[axes[n]];
            (double start, double end) = coordinates is "tf_crop_and_resize" && region?.Length == 2 * axes.Length
                ? (region[n], region[axes.Length + n]) : (0, 1);
            resized = Along(call, resized, axes[n], new ResizeAxis
            {
                Size = size,
                Wanted = sizes?[n] ?? (long)Math.Floor(coordinates is "tf_crop_and_resize"
                    ? size * (end - start) * scales![n] : size * scales![n]),
                Scale = scales![n],
                Mode = ModeOf(call),
                Coordinates = coordinates,
                Nearest = nearest,
                CubicCoefficient = call.Number("cubic_coeff_a", -0.75),
                ExcludesOutside = call.Flag("exclude_outside"),
                Extrapolation = call.Number("extrapolation_value", 0),
                Antialias = call.Flag("antialias"),
                Start = start,
                End = end,
            });
        }

        return resized;
    }

    private static (long[] Sizes, double[] Scales) Sizes(OnnxCall call, Tensor input, int[] axes, long[] wanted)
    {
        double[] scales = [.. axes.Zip(wanted, (axis, size) => (double)size / input.shape[axis])];
        string policy = call.Choice("keep_aspect_ratio_policy", "stretch", "stretch", "not_larger", "not_smaller");
        if (policy is "stretch")
            return (wanted, scales);
        double scale = policy is "not_larger" ? scales.Min() : scales.Max();
        return ([.. axes.Select(axis => (long)Math.Floor((scale * input.shape[axis]) + 0.5))], [.. axes.Select(_ => scale)]);
    }

    private static string ModeOf(OnnxCall call) => call.Choice("mode", "nearest", "nearest", "linear", "bilinear", "cubic") is "bilinear"
        ? "linear" : call.Text("mode", "nearest");

    private static Tensor Along(OnnxCall call, Tensor input, int axis, ResizeAxis how)
    {
        if (how.IsIdentity)
            return input;
        // A kernel reaches over the whole axis a few times at most.
        if (how.Wanted < 0 || !(how.Scale > 0.1 / (how.Size + 1)) || !double.IsFinite(how.Scale))
            throw call.Fault($"a scale of {how.Scale:G4} from {how.Size} to {how.Wanted} values", "one that fits the sizes");
        call.RequireCount((double)how.Wanted * how.Size);
        call.RequireCount((double)input.numel() / Math.Max(1, how.Size) * how.Wanted);
        call.RequireWork((double)input.numel() * how.Wanted);
        (double[,] weights, double[] outside) = how.Weights();
        Tensor matrix = tensor(weights, dtype: input.is_floating_point() ? input.dtype : ScalarType.Float32);
        Tensor last = Products.Multiply(call, input.to_type(matrix.dtype).transpose(axis, -1), matrix.t());
        if (outside.Any(value => value != 0))
            last = last + tensor(outside, dtype: matrix.dtype);
        return last.transpose(axis, -1).to_type(input.dtype);
    }
}
