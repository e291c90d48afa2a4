using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Overtone.Defenses;

/// <summary>
/// Smoothing of the kernels of a trained network's first convolution: to each weight ρ times the sum of its eight neighbours is added, the
/// border being continued by its reflection. As published this multiplies uniform input by 1 + 8ρ, so that larger logits alone may pass for
/// robustness; dividing by that gain is the control.
/// Source: 1905.13545, eq. 3 and its authors' code (<c>convolve2d</c> with <c>boundary='symm'</c>), which smooths over rows and columns of
/// each kernel.
/// </summary>
public sealed record KernelSmoothing
{
    /// <summary>ρ, 0 or more; published were 0.1, 0.25, 0.5 and 1.</summary>
    public required double Strength { get; init; }

    /// <summary>Whether the kernels are divided by 1 + 8ρ, so that their response to uniform input stays as it is.</summary>
    public bool KeepsGain { get; init; }

    /// <summary>The factor of uniform input: 1 + 8ρ, or 1 where the gain is kept.</summary>
    public double Gain => KeepsGain ? 1 : 1 + (8 * Strength);

    /// <summary>
    /// What the smoothing leaves of a wave in a large kernel, away from its border: 1 + ρ ((1 + 2 cos u)(1 + 2 cos v) − 1), divided by
    /// 1 + 8ρ where the gain is kept. It is no low-pass: at (π, 0) it is 1 − 4ρ.
    /// </summary>
    /// <param name="rows">u, in radians per pixel.</param>
    /// <param name="columns">v, in radians per pixel.</param>
    public double Response(double rows, double columns) =>
        (1 + (Strength * (((1 + (2 * Math.Cos(rows))) * (1 + (2 * Math.Cos(columns)))) - 1))) * Gain / (1 + (8 * Strength));

    /// <summary>Smoothed kernels.</summary>
    /// <param name="kernels">[..., rows, columns], of a floating type.</param>
    /// <returns>The same shape and type, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">The strength is negative or no finite number.</exception>
    public Tensor Apply(Tensor kernels)
    {
        RequireOptions();
        using var scope = NewDisposeScope();
        Tensor sum = ThreeTermSums(ThreeTermSums(kernels, -2), -1);
        Tensor smoothed = kernels + ((sum - kernels) * Strength);
        return (smoothed * (Gain / (1 + (8 * Strength)))).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// A copy of a network in which the kernels of the first <c>Conv2d</c> are smoothed. The network itself stays as it is.
    /// </summary>
    /// <param name="network">The trained network.</param>
    /// <param name="create">Makes another network of the same architecture, whatever its weights.</param>
    /// <returns>What <paramref name="create"/> made, with the weights and statistics of the network, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">
    /// The strength is out of range, what was made is of another architecture or the network itself, or there is no <c>Conv2d</c>.
    /// </exception>
    public T Of<T>(T network, Func<T> create)
        where T : nn.Module
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(create);
        RequireOptions();
        T copy = create();
        Require(!ReferenceEquals(copy, network), "the network itself", "another one, so that the network stays as it is");
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        Dictionary<string, Tensor> from = network.state_dict(), to = copy.state_dict();
        foreach ((string name, Tensor value) in from)
        {
            Tensor? place = to.GetValueOrDefault(name);
            Require(
                place is not null && place.shape.SequenceEqual(value.shape),
                place is null ? $"no \"{name}\"" : $"\"{name}\" of shape [{string.Join(", ", place.shape)}]",
                $"one of shape [{string.Join(", ", value.shape)}], as the network has");
            place!.copy_(value);
        }

        Require(to.Count == from.Count, $"{to.Count} tensors", $"{from.Count}, as the network has");
        Conv2d? convolution = copy.modules().Prepend(copy).OfType<Conv2d>().FirstOrDefault();
        Require(convolution is not null, "no Conv2d", "one whose kernels can be smoothed");
        convolution!.weight.copy_(Apply(convolution.weight));
        return copy;

        static void Require(bool holds, string found, string expected)
        {
            if (!holds)
                throw new ArgumentException($"Copy of the network: found {found}, expected {expected}.", nameof(create));
        }
    }

    private void RequireOptions()
    {
        if (!(Strength >= 0) || !double.IsFinite(Strength))
            throw new ArgumentException($"Strength of kernel smoothing: found {Strength}, expected a finite number, 0 or more.");
    }

    // Of each element and its two neighbours; at the border itself once more.
    private static Tensor ThreeTermSums(Tensor values, int axis)
    {
        long size = values.shape[^(-axis)];
        Tensor before = cat([values.narrow(axis, 0, 1), values.narrow(axis, 0, size - 1)], axis);
        Tensor after = cat([values.narrow(axis, 1, size - 1), values.narrow(axis, size - 1, 1)], axis);
        return before + values + after;
    }
}
