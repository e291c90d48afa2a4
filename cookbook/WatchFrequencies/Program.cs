// Which frequencies has my network learned? A FrequencyMonitor in one's own TorchSharp training loop.
using Overtone.Spectra;
using Overtone.Training;
using static TorchSharp.torch;

// So small a network gains nothing from threads.
set_num_threads(1);
using var scope = NewDisposeScope();
using var generator = new Generator(1);
Tensor x = linspace(-1, 1, 200).unsqueeze(1);
Tensor y = (2 * Math.PI * x).sin() + (6 * Math.PI * x).sin();
var network = nn.Sequential(nn.Linear(1, 100), nn.Tanh(), nn.Linear(100, 100), nn.Tanh(), nn.Linear(100, 1));
foreach (Tensor parameter in network.parameters())
{
    using var noGradient = no_grad();
    parameter.normal_(0, 0.3, generator);
}

using var optimiser = optim.Adam(network.parameters(), 2e-3);

// Probes, where they lie on a line, what they should give, and the frequencies to watch in cycles per unit length.
using var monitor = new FrequencyMonitor(probes: x, coordinates: x.squeeze(), targets: y, frequencies: [1, 3]);

for (int step = 0; step < 3000; step++)
{
    using var stepScope = NewDisposeScope();
    if (step % 50 == 0)
        monitor.Record(step, network.call);
    optimiser.zero_grad();
    nn.functional.mse_loss(network.call(x), y).backward();
    optimiser.step();
}

double[] steps = [.. monitor.Records.Select(record => (double)record.Step)];
for (int k = 0; k < monitor.Frequencies.Count; k++)
{
    double settled = ConvergenceStep.Settling(steps, [.. monitor.Records.Select(record => record.Error(k))], threshold: 0.2);
    Console.WriteLine($"frequency {monitor.Frequencies[k]}: settled at step {settled}");
}
