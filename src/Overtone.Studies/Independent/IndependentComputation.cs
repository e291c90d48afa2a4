namespace Overtone.Studies.Independent;

/// <summary>
/// Numbers that a study rests on, computed once more in Python, by a function that shares no code with ours and, where that can be, takes
/// another way: a sum as it is written for a closed form, a quadrature for a sum, finite differences for a gradient.
/// </summary>
/// <param name="Quantity">What is computed, in a few words.</param>
/// <param name="Method">How Python computes it, in a few words, such as <c>SciPy's Bessel functions</c>.</param>
/// <param name="Function">The name of the function in the script.</param>
/// <param name="Arguments">Its arguments by name: an anonymous object of numbers and of arrays of them, all finite.</param>
/// <param name="Ours">Computes the same numbers here, in the same order. All are finite.</param>
/// <param name="Digits">
/// The decimal digits to which both must agree, relative to the largest number: what the less exact of the two ways allows.
/// </param>
public sealed record IndependentComputation(
    string Quantity, string Method, string Function, object Arguments, Func<IReadOnlyList<double>> Ours, int Digits);
