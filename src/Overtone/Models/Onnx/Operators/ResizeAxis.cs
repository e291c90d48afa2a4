namespace Overtone.Models.Onnx.Operators;

/// <summary>How one axis is resized.</summary>
internal sealed record ResizeAxis
{
    /// <summary>Its old size.</summary>
    public required long Size { get; init; }

    /// <summary>Its new size.</summary>
    public required long Wanted { get; init; }

    /// <summary>New over old, as it was asked for: it need not be the sizes' own ratio.</summary>
    public required double Scale { get; init; }

    /// <summary>nearest, linear or cubic.</summary>
    public required string Mode { get; init; }

    /// <summary>Where a new pixel lies among the old ones.</summary>
    public required string Coordinates { get; init; }

    /// <summary>Which neighbour is the nearest.</summary>
    public required string Nearest { get; init; }

    /// <summary>The cubic kernel's coefficient.</summary>
    public double CubicCoefficient { get; init; } = -0.75;

    /// <summary>Whether neighbours beyond the edge weigh nothing, and the others more.</summary>
    public bool ExcludesOutside { get; init; }

    /// <summary>The value of new pixels that lie outside.</summary>
    public double Extrapolation { get; init; }

    /// <summary>Whether the kernel widens where the axis shrinks.</summary>
    public bool Antialias { get; init; }

    /// <summary>Where the region to be resized begins, as a share of the axis.</summary>
    public double Start { get; init; }

    /// <summary>Where it ends.</summary>
    public double End { get; init; } = 1;

    /// <summary>Whether nothing changes.</summary>
    public bool IsIdentity => Wanted == Size && Scale == 1 && (Start, End) == (0, 1);

    /// <summary>The weight of each old pixel in each new one, [new, old], and what is added to new ones that lie outside.</summary>
    public (double[,] Weights, double[] Outside) Weights()
    {
        var weights = new double[Wanted, Size];
        double[] outside = new double[Wanted];
        for (long n = 0; n < Wanted; n++)
        {
            double place = Place(n);
            if (Coordinates is "tf_crop_and_resize" && (place < 0 || place > Size - 1))
            {
                outside[n] = Extrapolation;
                continue;
            }

            foreach ((long neighbour, double weight) in Neighbours(place))
                weights[n, Math.Clamp(neighbour, 0, Size - 1)] += weight;
        }

        return (weights, outside);
    }

    private double Place(long n) => Coordinates switch
    {
        "asymmetric" => n / Scale,
        // As ONNX Runtime has it; the specification's own tests take the size that the scale asks for, which may be no whole number.
        "align_corners" => Wanted == 1 ? 0 : n * (Size - 1.0) / (Wanted - 1),
        "pytorch_half_pixel" => Wanted > 1 ? ((n + 0.5) / Scale) - 0.5 : 0,
        "tf_half_pixel_for_nn" => (n + 0.5) / Scale,
        "half_pixel_symmetric" => Symmetric(n),
        "tf_crop_and_resize" => Wanted > 1
            ? (Start * (Size - 1)) + (n * (End - Start) * (Size - 1) / (Wanted - 1))
            : 0.5 * (Start + End) * (Size - 1),
        _ => ((n + 0.5) / Scale) - 0.5,
    };

    // Keeps the middle in the middle, where the size is not what the scale makes of it.
    private double Symmetric(long n)
    {
        double adjustment = Wanted / (Scale * Size), centre = Size / 2.0;
        return (centre * (1 - adjustment)) + ((n + 0.5) / Scale) - 0.5;
    }

    private IEnumerable<(long Neighbour, double Weight)> Neighbours(double place)
    {
        if (Mode is "nearest")
            return [(NearestTo(place), 1)];
        double stretch = Antialias && Scale < 1 ? Scale : 1, reach = (Mode is "linear" ? 1 : 2) / stretch;
        long first = (long)Math.Floor(place - reach) + 1, last = (long)Math.Ceiling(place + reach) - 1;
        // At a place of an old pixel the kernel of linear weights has one neighbour.
        (long Neighbour, double Weight)[] all = [.. Enumerable.Range(0, (int)Math.Max(1, last - first + 1)).Select(n => first + n)
            .Select(neighbour => (neighbour, Kernel((neighbour - place) * stretch)))];
        if (ExcludesOutside || (Antialias && stretch < 1))
            all = [.. all.Select(pair => ExcludesOutside && (pair.Neighbour < 0 || pair.Neighbour >= Size) ? (pair.Neighbour, 0) : pair)];
        double sum = all.Sum(pair => pair.Weight);
        return all.Select(pair => (pair.Neighbour, pair.Weight / sum));
    }

    private long NearestTo(double place) => (long)(Nearest switch
    {
        "floor" => Math.Floor(place),
        "ceil" => Math.Ceiling(place),
        "round_prefer_ceil" => Math.Floor(place + 0.5),
        _ => Math.Ceiling(place - 0.5),
    });

    private double Kernel(double distance)
    {
        double x = Math.Abs(distance), a = CubicCoefficient;
        return Mode is "linear" ? Math.Max(0, 1 - x) : x switch
        {
            <= 1 => ((((a + 2) * x) - (a + 3)) * x * x) + 1,
            < 2 => (((((x - 5) * x) + 8) * x) - 4) * a,
            _ => 0,
        };
    }
}
