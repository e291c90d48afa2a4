namespace Overtone.Theory.LinearFrequencyPrinciple;

/// <summary>
/// γ²(ξ) of networks Σ a tanh(w·x + b) with widely spread biases:
/// |ξ|^(1−d) ⟨(π²/r + 4π⁴a²|ξ|²/r³) csch²(π²|ξ|/r)⟩ with r = |w|, the mean being over neurons. It falls exponentially, so that few
/// frequencies are learned in any reasonable time. The argument is π²|ξ|/r, as F[tanh](ξ) = −iπ csch(π²ξ) demands; one text in circulation
/// prints π|ξ|/r.
/// Source: 2010.08153 and the scripts published with it; the transform of tanh.
/// </summary>
public sealed class TanhFrequencyWeight : FrequencyWeight
{
    // sinh grows by e⁷⁰⁰ until here; what is left of its inverse square is zero.
    private const double LargestArgument = 350;

    private readonly (double Norm, double Output)[] _neurons;

    /// <summary>A weight from the initial weights of neurons.</summary>
    /// <param name="dimension">The dimension d of the inputs, at least 1.</param>
    /// <param name="neurons">For each neuron the norm r of its input weights and its output weight a. Neurons with r = 0 learn nothing but
    /// constants and add nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is below 1.</exception>
    /// <exception cref="ArgumentException">There is no neuron, or a norm is negative.</exception>
    public TanhFrequencyWeight(int dimension, IReadOnlyList<(double Norm, double Output)> neurons)
        : base(dimension)
    {
        if (neurons.Count == 0 || neurons.Any(n => !(n.Norm >= 0)))
            throw new ArgumentException($"There are {neurons.Count} neurons; expected at least one, each with a norm of zero or more.", nameof(neurons));
        _neurons = [.. neurons];
    }

    /// <inheritdoc/>
    public override double At(double frequency)
    {
        RequirePositive(frequency);
        double sum = 0;
        foreach ((double norm, double output) in _neurons)
        {
            double argument = Math.PI * Math.PI * frequency / norm;
            if (!(argument < LargestArgument))
                continue;
            double sinh = Math.Sinh(argument);
            sum += ((Math.PI * Math.PI / norm) + (4 * Math.Pow(Math.PI, 4) * output * output * frequency * frequency / (norm * norm * norm))) / (sinh * sinh);
        }

        return sum / _neurons.Length / Math.Pow(frequency, Dimension - 1);
    }

    /// <inheritdoc/>
    public override double SumOverIntegers()
    {
        // Beyond this every csch² has fallen below 1e-17 of its first value.
        int highest = (int)Math.Ceiling(1 + (40 / (2 * Math.PI * Math.PI) * _neurons.Max(n => n.Norm)));
        return IntegerShells.Of(Dimension, highest).Sum(shell => shell.Points * At(Math.Sqrt(shell.SquaredRadius)));
    }
}
