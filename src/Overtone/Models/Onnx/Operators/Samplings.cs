using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Overtone.Models.Onnx.Operators;

/// <summary>Images read at places that a grid names.</summary>
internal static class Samplings
{
    public static IEnumerable<OnnxOperator> All { get; } =
    [
        OnnxOperator.Of("GridSample", Sample, "align_corners mode padding_mode"),
        OnnxOperator.Of("AffineGrid", Grid, "align_corners"),
    ];

    private static Tensor Sample(OnnxCall call)
    {
        Tensor input = call.Input(0), grid = call.Input(1);
        if (input.dim() is not (4 or 5) || grid.dim() != input.dim() || grid.shape[^1] != input.dim() - 2)
            throw call.Fault(
                $"images [{string.Join(", ", input.shape)}] and a grid [{string.Join(", ", grid.shape)}]",
                "images of two or three dimensions, and a place in them for each output");
        call.RequireSize([input.shape[0], input.shape[1], .. grid.shape[..^1]]);
        string mode = call.Choice("mode", "linear", "linear", "bilinear", "nearest", "cubic", "bicubic");
        string padding = call.Choice("padding_mode", "zeros", "zeros", "border", "reflection");
        bool alignsCorners = call.Flag("align_corners");
        if (mode is "cubic" or "bicubic")
        {
            return input.dim() == 4
                ? Cubic(input, grid.to_type(input.dtype), padding, alignsCorners)
                : throw call.Fault("cubic on volumes", "linear or nearest");
        }

        return functional.grid_sample(
            input, grid.to_type(input.dtype), mode is "nearest" ? GridSampleMode.Nearest : GridSampleMode.Bilinear,
            padding switch
            {
                "border" => GridSamplePaddingMode.Border,
                "reflection" => GridSamplePaddingMode.Reflection,
                _ => GridSamplePaddingMode.Zeros,
            },
            alignsCorners);
    }

    // By hand: TorchSharp's has no cubic mode.
    private static Tensor Cubic(Tensor input, Tensor grid, string padding, bool alignsCorners)
    {
        (long height, long width) = (input.shape[2], input.shape[3]);
        Tensor flat = input.flatten(2), sum = zeros(
            [input.shape[0], input.shape[1], grid.shape[1] * grid.shape[2]], dtype: input.dtype);
        (Tensor Place, Tensor Weight)[] columns = Seen(grid.select(-1, 0), width), rows = Seen(grid.select(-1, 1), height);
        foreach ((Tensor y, Tensor ofRow) in rows)
        {
            foreach ((Tensor x, Tensor ofColumn) in columns)
            {
                Tensor places = ((y * width) + x).to_type(ScalarType.Int64).flatten(1).unsqueeze(1).expand(-1, input.shape[1], -1);
                sum = sum + (flat.gather(2, places) * (ofRow * ofColumn).flatten(1).unsqueeze(1));
            }
        }

        return sum.reshape(input.shape[0], input.shape[1], grid.shape[1], grid.shape[2]);

        (Tensor Place, Tensor Weight)[] Seen(Tensor place, long size) =>
            Array.ConvertAll(Neighbours(place, size, alignsCorners), neighbour =>
            {
                (Tensor inside, Tensor sees) = Inside(neighbour.Place, size, padding, alignsCorners);
                return (inside, neighbour.Weight * sees);
            });
    }

    // The four pixels round a place, and their weights.
    private static (Tensor Place, Tensor Weight)[] Neighbours(Tensor place, long size, bool alignsCorners)
    {
        const double A = -0.75;
        Tensor pixel = alignsCorners ? (place + 1) / 2 * (size - 1) : (((place + 1) * size) - 1) / 2;
        Tensor first = pixel.detach().floor(), t = pixel - first;
        return
        [
            .. Enumerable.Range(-1, 4).Select(n =>
            {
                Tensor d = (t - n).abs();
                return (first + n, n is 0 or 1
                    ? (((A + 2) * d) - (A + 3)) * d * d + 1
                    : ((((d - 5) * d) + 8) * d - 4) * A);
            }),
        ];
    }

    // A pixel outside stands for one inside, or for nothing.
    private static (Tensor Place, Tensor Sees) Inside(Tensor place, long size, string padding, bool alignsCorners)
    {
        Tensor clipped = place.clamp(0, size - 1);
        if (padding is not "reflection")
            return (clipped, padding is "border" ? ones_like(place) : clipped.eq(place).to_type(place.dtype));
        double low = alignsCorners ? 0 : -0.5, span = alignsCorners ? size - 1 : size;
        if (span == 0)
            return (zeros_like(place), ones_like(place));
        Tensor from = (place - low).abs(), rest = from.fmod(span), isOdd = (from / span).floor().remainder(2).eq(1);
        return ((where(isOdd, span - rest, rest) + low).clamp(0, size - 1), ones_like(place));
    }

    private static Tensor Grid(OnnxCall call)
    {
        Tensor theta = call.Input(0);
        long[] size = call.IntegersOf(1) ?? throw call.Fault("no size", "one number an axis");
        if (theta.dim() != 3 || size.Length is not (4 or 5) || size.Any(side => side < 1))
            throw call.Fault(
                $"matrices [{string.Join(", ", theta.shape)}] and size [{string.Join(", ", size)}]", "matrices, and 4 or 5 sides above 0");
        call.RequireSize([theta.shape[0], .. size[2..], size.Length - 2]);
        return functional.affine_grid(theta, size, call.Flag("align_corners"));
    }
}
