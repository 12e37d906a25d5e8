package web

import (
	"net/http"
	"runtime"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics are the numbers of one Handler, in a registry of its own.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	duration *prometheus.HistogramVec
	errors   *prometheus.CounterVec
	inFlight prometheus.Gauge
}

func newMetrics(o Options) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "onrecord_http_requests_total",
			Help: "Requests answered, by route, method, status and type of GraphQL operation.",
		}, []string{"route", "method", "status", "operation"}),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name:    "onrecord_http_request_duration_seconds",
			Help:    "Time from a request's header to its answer's last byte, by route and type of GraphQL operation.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30},
		}, []string{"route", "operation"}),
		errors: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "onrecord_errors_total",
			Help: "Errors in answers, by code.",
		}, []string{"code"}),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "onrecord_http_requests_in_flight",
			Help: "Requests that are being answered.",
		}),
	}
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "onrecord_build_info", Help: "Always 1; the labels say what runs.",
		ConstLabels: prometheus.Labels{"version": o.Version, "go": runtime.Version()},
	})
	build.Set(1)
	m.registry.MustRegister(m.requests, m.duration, m.errors, m.inFlight, build,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	if o.Gauges != nil {
		m.registry.MustRegister(gauges(o.Gauges))
	}
	return m
}

// request counts one answered request.
func (m *metrics) request(n *note, method string, status int, took time.Duration) {
	operation := n.operationType
	if operation == "" {
		operation = "none"
	}
	m.requests.WithLabelValues(n.route, knownMethod(method), strconv.Itoa(status), operation).Inc()
	m.duration.WithLabelValues(n.route, operation).Observe(took.Seconds())
	for _, code := range n.codes {
		m.errors.WithLabelValues(code).Inc()
	}
}

// knownMethod keeps callers from making up label values.
func knownMethod(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions, http.MethodPatch:
		return method
	}
	return "other"
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError})
}

// gauges collects the numbers that somebody else knows, at every scrape.
type gauges func() []Gauge

// Describe tells nothing beforehand: which gauges there are is seen when they are
// collected.
func (g gauges) Describe(chan<- *prometheus.Desc) {}

// Collect asks for the gauges.
func (g gauges) Collect(out chan<- prometheus.Metric) {
	for _, v := range g() {
		desc, kind := prometheus.NewDesc(v.Name, v.Help, nil, nil), prometheus.GaugeValue
		if v.Counter {
			kind = prometheus.CounterValue
		}
		metric, err := prometheus.NewConstMetric(desc, kind, v.Value)
		if err != nil {
			metric = prometheus.NewInvalidMetric(desc, err)
		}
		out <- metric
	}
}
